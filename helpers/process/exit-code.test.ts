import { expect, test } from 'vitest';
import { exitCodeOf } from './exit-code.ts';

test('an exit code is the answer, arguments stay as they are', () => {
  expect(exitCodeOf(['true'])).toBe(0);
  expect(exitCodeOf(['test', 'a b', '=', '$HOME'])).toBe(1);
});
