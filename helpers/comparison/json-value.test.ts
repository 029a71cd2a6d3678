import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, ExactNumber, exactly, toJson } from './json-value.ts';

test.for(['0', '1', '-1', '1.5', '0.1', '1e3', '1E-7', '9007199254740992', '18446744073709552000', '1e21'])(
  '%s is a double',
  (text) => {
    expect(exactly(text)).toBe(Number(text));
  },
);

test.for([
  '9007199254740993',
  '-9007199254740993',
  '18446744073709551615',
  '0.1000000000000000000001',
  '1e999',
])('%s is kept to the last digit', (text) => {
  const value = exactly(text);
  expect(value).toBeInstanceOf(ExactNumber);
  expect(toJson(value)).toBe(`<number ${text}>`);
});

test('numbers are equal exactly if they are the same number, however they are written', () => {
  const number = fc
    .tuple(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }), fc.integer({ min: 0, max: 4 }))
    .map(([digits, zeros]) => ({ digits, written: `${digits}${'0'.repeat(zeros)}e-${zeros}` }));
  fc.assert(
    fc.property(number, number, fc.constantFrom(0n, 1n, -1n), (a, b, other) => {
      const isSame = (one: string, two: string) =>
        canonicalJson(exactly(one)) === canonicalJson(exactly(two));
      expect(isSame(a.written, String(a.digits))).toBe(true);
      expect(isSame(a.written, `${a.digits}.000`)).toBe(true);
      expect(isSame(a.written, String(a.digits + other))).toBe(other === 0n);
      expect(isSame(a.written, b.written)).toBe(a.digits === b.digits);
    }),
  );
});

test('a text is no number, and minus nothing is nothing', () => {
  expect(canonicalJson('9007199254740993')).not.toBe(canonicalJson(exactly('9007199254740993')));
  expect(canonicalJson(exactly('-0.0'))).toBe('0');
});
