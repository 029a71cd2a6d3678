import { expect, test } from 'vitest';
import { rowKey } from '../../pipeline/row.ts';
import { isTouched, plays } from './cells.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { amendFaults } from './kinds/amend.ts';
import { bitmapFaults } from './kinds/bitmap.ts';
import { convertFaults } from './kinds/convert.ts';
import { fileFaults } from './kinds/files.ts';
import { guestDataFaults, refusalFaults } from './kinds/guest-data.ts';
import { ignoredOptionFaults } from './kinds/ignored-options.ts';
import { imageFaults } from './kinds/images.ts';
import { operationFaults } from './kinds/operations.ts';
import { rebaseFaults } from './kinds/rebase.ts';
import { snapshotFaults, snapshotListFaults } from './kinds/snapshot.ts';
import { CHOSEN, CHOSEN_FOR_WRITING } from './rows.ts';
import { sampleOf, shuffled, traitsOf } from './sample.ts';
import { cellsToTry } from './try-faults.ts';

const writing = {
  ...(await groundFor(CHOSEN_FOR_WRITING)),
  faults: [rebaseFaults, amendFaults, bitmapFaults, convertFaults, snapshotFaults, snapshotListFaults].flat(),
};
const all = {
  ...(await groundFor(CHOSEN)),
  faults: [
    operationFaults,
    fileFaults,
    imageFaults,
    guestDataFaults,
    refusalFaults,
    ignoredOptionFaults,
  ].flat(),
};

test.for([
  ['that change images', writing],
  ['of all suites', all],
] as const)(
  'of cells %s each that any fault touches is played with one that does',
  ([, { ground, rows, faults }], context) => {
    if (!ground) return context.skip(WITHOUT_RELEASE);
    const played = new Set(faults.flatMap((fault) => cellsToTry(ground, fault, rows).touched));
    const isMeant = (row: (typeof rows)[number]) => {
      const recorded = [...ground.recorded(row).outputs.values()].join('\n');
      return faults.some(({ on, touches }) => plays(row, on) && isTouched(row, recorded, touches));
    };
    expect([...played].map(rowKey).sort()).toEqual(rows.filter(isMeant).map(rowKey).sort());
  },
);

test('a sample has every suite, target and ending of its cells, and two cells where there are two', (context) => {
  const { ground, rows } = all;
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const recorded = (row: (typeof rows)[number]) => ground.recorded(row);
  const ofRow = (row: (typeof rows)[number]) => traitsOf(row, recorded(row));
  const traits = (some: readonly (typeof rows)[number][]) => [
    ...new Set(some.flatMap((row) => [row.suite, row.target, [...recorded(row).exitCodes.values()].join()])),
  ];
  for (const fault of ['one', 'another']) {
    const sample = sampleOf(shuffled(rows, fault), ofRow);
    expect(traits(sample).sort()).toEqual(traits(rows).sort());
    expect(sample.length).toBeLessThan(rows.length);
  }
  const [create] = rows;
  if (!create) throw new Error('no rows');
  expect(sampleOf([create, create], ofRow)).toHaveLength(2);
  expect(sampleOf([], ofRow)).toEqual([]);
});

test('which comes first the name decides, and every other is there', () => {
  const { rows } = all;
  const orders = ['a', 'b', 'c', 'd'].map((name) => shuffled(rows, name));
  expect(new Set(orders.map(([first]) => first)).size).toBeGreaterThan(1);
  for (const one of orders) expect(new Set(one)).toEqual(new Set(rows));
});
