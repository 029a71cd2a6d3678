import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { checkFaults } from './kinds/check.ts';
import { compareFaults } from './kinds/compare.ts';
import { infoOfImagesFaults } from './kinds/info-of-images.ts';
import { mapFaults } from './kinds/map.ts';
import { CHOSEN_FOR_READING } from './rows.ts';
import { tryFault } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN_FOR_READING);
const faults = [infoOfImagesFaults, checkFaults, mapFaults, compareFaults].flat();

test.for(faults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows);
});
