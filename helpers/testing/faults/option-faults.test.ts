import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { ignoredOptionFaults } from './kinds/ignored-options.ts';
import { CHOSEN } from './rows.ts';
import { tryFault } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN);

test.for(ignoredOptionFaults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows);
});
