import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { guestDataFaults, refusalFaults } from './kinds/guest-data.ts';
import { CHOSEN } from './rows.ts';
import { tryFault } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN);

test.for([...guestDataFaults, ...refusalFaults])('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows);
});
