import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableLine } from './printable.ts';

test.for([
  ['a "b"', 'a "b"'],
  ['a\nb\r\tc', 'a\\nb\\r\\tc'],
  ['\u001b[2J\u0007', '\\u001b[2J\\u0007'],
  ['\u009b31m', '\\u009b31m'],
  ['\u202eabc\u2028', '\\u202eabc\\u2028'],
  ['\ud83d\ude00 \ud83d', '😀 \\ud83d'],
  ['##[error]a', '#\\u0023[error]a'],
  ['# [a] #[b]', '# [a] #[b]'],
])('%j is shown as %s', ([text, shown]) => {
  expect(printable(text ?? '')).toBe(shown);
});

test('nothing that a terminal obeys is left of any text, and it is one line', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(printable(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
  );
});

test('a long line is cut, and its length told', () => {
  expect(printableLine('x'.repeat(500))).toBe('x'.repeat(500));
  expect(printableLine(`${'x'.repeat(1_234)}`)).toBe(`${'x'.repeat(500)}… (1,234 characters)`);
});
