import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { endingFaults, hangingFaults } from './kinds/endings.ts';
import { CHOSEN_FOR_HANGS } from './rows.ts';
import { tryFault } from './try-faults.ts';

/** Long enough for a real step on a busy machine, short enough to wait for. */
const LIMIT = 4_000;

const { ground, rows } = await groundFor(CHOSEN_FOR_HANGS);

test.for(endingFaults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows);
});

test.concurrent.for(hangingFaults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  await tryFault(ground, fault, rows, { timeLimit: LIMIT });
});
