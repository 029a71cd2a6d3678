import { expect, test } from 'vitest';
import { UsageError } from '../text/usage-error.ts';
import { meets, parseMinimum, writeMinimum } from './minimum.ts';

const good: [string, ReturnType<typeof parseMinimum>][] = [
  ['300', { amount: 300, unit: 'cells' }],
  [' 1 ', { amount: 1, unit: 'cells' }],
  ['90%', { amount: 90, unit: 'percent' }],
  ['99.5%', { amount: 99.5, unit: 'percent' }],
  ['100%', { amount: 100, unit: 'percent' }],
];

test.for(good)('%s is read, and written as it was', ([text, minimum]) => {
  expect(parseMinimum('X', text)).toEqual(minimum);
  expect(writeMinimum(minimum)).toBe(text.trim());
});

test.for(['0', '0%', '-1', '1.5', '101%', '%', 'all', '9 %', '1e3', '0x10', '90%%', '9'.repeat(20)])(
  '%s is refused in one line',
  (text) => {
    expect(() => parseMinimum('X', text)).toThrow(
      new UsageError(`X: "${text}" is not a number of cells (300) or a share of them (90%)`),
    );
  },
);

test('a number is met by as many cells, whatever the share', () => {
  const minimum = parseMinimum('X', '3');
  expect([2, 3, 4].map((count) => meets(minimum, count, 100))).toEqual([false, true, true]);
});

test('a share is met by just that share, and never by rounding', () => {
  const minimum = parseMinimum('X', '90%');
  expect([8, 9, 10].map((count) => meets(minimum, count, 10))).toEqual([false, true, true]);
  expect(meets(minimum, 899, 1000)).toBe(false);
  expect(meets(parseMinimum('X', '66.7%'), 2, 3)).toBe(false);
});
