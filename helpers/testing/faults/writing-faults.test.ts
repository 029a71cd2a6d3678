import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { amendFaults } from './kinds/amend.ts';
import { bitmapFaults } from './kinds/bitmap.ts';
import { convertFaults } from './kinds/convert.ts';
import { rebaseFaults } from './kinds/rebase.ts';
import { snapshotFaults, snapshotListFaults } from './kinds/snapshot.ts';
import { CHOSEN_FOR_WRITING } from './rows.ts';
import { tryFault } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN_FOR_WRITING);
const faults = [rebaseFaults, amendFaults, bitmapFaults, convertFaults, snapshotFaults].flat();

test.for(faults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows);
});

test.for(snapshotListFaults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  // What is printed of an image is nothing that a guest reads from it.
  await tryFault(ground, fault, rows, { counterpart: () => undefined });
});
