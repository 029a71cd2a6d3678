import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';

test.for([
  ['', '', 0],
  ['abc', 'abc', 0],
  ['', 'abc', 3],
  ['abc', '', 3],
  ['VERSION', 'VERSIONS', 1],
  ['kitten', 'sitting', 3],
] as const)('from %o to %o it is %i', ([from, to, distance]) => {
  expect(editDistance(from, to)).toBe(distance);
});
