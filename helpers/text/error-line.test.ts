import { expect, test } from 'vitest';
import { errorLine } from './error-line.ts';

test('an error of any kind is one line', () => {
  expect(errorLine(new Error('"image: x\n more\n" is not valid JSON '))).toBe(
    '"image: x more " is not valid JSON',
  );
  expect(errorLine('gone')).toBe('gone');
});
