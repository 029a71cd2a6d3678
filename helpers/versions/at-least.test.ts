import { expect, test } from 'vitest';
import { isAtLeast } from './at-least.ts';

test.for<[string, string, boolean]>([
  ['1.10.0', '1.5.0', true],
  ['1.5', '1.5.0', true],
  ['1.4.9', '1.5.0', false],
  ['3.11.2', '3.8', true],
  ['1.6.0.rc1', '1.5.0', true],
  ['none', '1.5.0', false],
])('%s is at least %s: %s', ([version, oldest, expected]) => {
  expect(isAtLeast(version, oldest)).toBe(expected);
});
