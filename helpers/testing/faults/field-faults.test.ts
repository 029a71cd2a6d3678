import { test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { backingFieldFaults, infoFieldFaults } from './kinds/info-fields.ts';
import { maskedPlaceFaults } from './kinds/masked-places.ts';
import { documentFaults } from './kinds/printed-text.ts';
import { CHOSEN_FOR_FIELDS, CHOSEN_WITH_BACKING } from './rows.ts';
import { tryFault } from './try-faults.ts';

const fields = await groundFor(CHOSEN_FOR_FIELDS);
const backing = await groundFor(CHOSEN_WITH_BACKING);
const raw = await groundFor(['create/raw/1M-default']);

const trials = [
  ...infoFieldFaults.map((fault) => ({ ...fault, at: fields })),
  ...documentFaults.map((fault) => ({ ...fault, at: fields })),
  ...backingFieldFaults.map((fault) => ({ ...fault, at: backing })),
  ...maskedPlaceFaults.map((fault) => ({ ...fault, at: raw })),
];

test.for(trials)('$name', async ({ at: { ground, rows }, ...fault }, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  // What is printed of an image is nothing that a guest reads from it.
  await tryFault(ground, fault, rows, { readers: 'candidate', counterpart: () => undefined });
});
