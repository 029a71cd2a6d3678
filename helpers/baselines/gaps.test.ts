import { expect, test } from 'vitest';
import { madeCollection } from '../testing/made-collection.ts';
import { gapsOf, isOfAll, reasonOf, recordedRows } from './gaps.ts';

const VERSIONS = ['5.2.0', '6.0.0', '7.0.0'];
const collection = madeCollection(
  'tiny',
  'text',
  VERSIONS,
  {
    'raw whole': ['a', 'a', 'a'],
    'vmdk lacking': [undefined, undefined, 'a'],
    'vmdk other': [undefined, undefined, 'a'],
    'raw forgotten': ['a', undefined, 'a'],
    'raw malformed': [undefined, undefined, undefined],
  },
  ({ target }, version) => (target === 'vmdk' && version === '5.2.0' ? 'vmdk' : undefined),
);
const told = gapsOf(collection).map((gap) => ({
  releases: gap.releases,
  cases: gap.rows.map(({ stem }) => stem),
  reason: reasonOf(gap),
}));

test('a reason is told of the releases that it is true of, and of no other', () => {
  expect(told).toContainEqual({
    releases: ['5.2.0'],
    cases: ['lacking', 'other'],
    reason: ' (the build lacks the vmdk driver)',
  });
  expect(told).toContainEqual({ releases: ['6.0.0'], cases: ['lacking', 'other', 'forgotten'], reason: '' });
});

test('a case that no release has is a gap of all, and none of the recorded cases', () => {
  expect(
    gapsOf(collection)
      .filter((gap) => isOfAll(gap, collection))
      .map(({ rows }) => rows),
  ).toEqual([[expect.objectContaining({ stem: 'malformed' })]]);
  expect(recordedRows(collection).map(({ stem }) => stem)).toEqual([
    'whole',
    'lacking',
    'other',
    'forgotten',
  ]);
});
