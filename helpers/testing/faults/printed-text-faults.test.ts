import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { printedTextFaults } from './kinds/printed-text.ts';
import { CHOSEN } from './rows.ts';
import { tryFault } from './try-faults.ts';

const { ground, rows } = await groundFor(CHOSEN);

test.for(printedTextFaults)('$name', async (fault, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  // What is printed of an image is nothing that a guest reads from it.
  await tryFault(ground, fault, rows, { counterpart: () => undefined });
});
