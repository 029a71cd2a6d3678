import { expect, test } from 'vitest';
import { median } from './median.ts';

test.for([
  [[3], 3],
  [[9, 1, 10], 9],
  [[4, 1, 10, 2], 3],
  [[], Number.NaN],
] as const)('%j', ([numbers, middle]) => {
  expect(median(numbers)).toBe(middle);
});
