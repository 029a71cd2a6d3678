import { expect, test } from 'vitest';
import { chooseVersion } from './choose.ts';

/** Recorded, detected, chosen: the contract's vectors, and the corners of its rules. */
const vectors: [string[], string | undefined, string | undefined][] = [
  [['7.2.0', '7.2.18', '7.2.19', '7.2.22'], '7.2.19', '7.2.19'],
  [['7.2.0', '7.2.18', '7.2.19', '7.2.22'], '7.2.5', '7.2.0'],
  [['10.0.0', '10.0.7'], '10.0.11', '10.0.7'],
  [['10.2.0'], '10.2.2', '10.2.0'],
  [['8.0.0', '8.1.0', '8.2.0'], '8.1.3', '8.1.0'],
  [['6.1.0', '6.2.0'], '6.0.0', '6.1.0'],
  [[], '8.0.0', undefined],
  [[], undefined, undefined],
  [['9.2.0', '10.0.0'], undefined, '10.0.0'],
  // by numbers, not by characters, and in whatever order they come
  [['10.0.10', '10.0.9', '10.0.2'], '10.0.11', '10.0.10'],
  [['9.0.0', '10.0.0'], '9.9.9', '9.0.0'],
  [['1.20.0', '1.3.0'], '1.2.9', '1.3.0'],
  // the same line is there, but only later releases of it
  [['7.1.0', '7.2.18'], '7.2.5', '7.1.0'],
];

test.for(vectors)('%j: %s is read as %s', ([recorded, detected, chosen]) => {
  expect(chooseVersion(recorded, detected)).toBe(chosen);
});
