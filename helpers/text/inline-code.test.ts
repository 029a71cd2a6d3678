import { expect, test } from 'vitest';
import { inlineCode } from './inline-code.ts';

test('a text is one code span, whatever is in it', () => {
  expect(inlineCode("Invalid parameter 'x'")).toBe("`Invalid parameter 'x'`");
  expect(inlineCode('a `b`\n  c')).toBe("`a 'b' c`");
  expect(inlineCode('abcdef', 4)).toBe('`abcd…`');
  expect(inlineCode('abcd', 4)).toBe('`abcd`');
});
