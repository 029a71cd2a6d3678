import fc from 'fast-check';
import { expect, test } from 'vitest';
import { outlineOf } from './json-outline.ts';
import type { JsonValue } from './json-value.ts';
import { parseExactly } from './parse-json.ts';
import { parsePlain } from './plain-json.ts';

/** @returns undefined where something may be lost */
function plainly(text: string): JsonValue | undefined {
  const { value, isAmbiguous, isUnsure } = parsePlain(text, outlineOf(text));
  return isAmbiguous || isUnsure ? undefined : value;
}

/** Texts of documents in many spellings, also with keys that stand twice. */
const { document } = fc.letrec<{ document: string }>((tie) => {
  const space = fc.constantFrom('', '', ' ', '\n\t', '\r\n');
  const digits = fc.stringMatching(/^-?(?:0|[1-9]\d{0,20})(?:\.\d{1,20})?(?:[eE][+-]?\d{1,3})?$/);
  const characters = fc.constantFrom('a', ':', ',', '[', '1.5', ' ', '\\"', '\\\\', '\\u0061', '\\/', 'é');
  const quoted = fc.array(characters, { maxLength: 3 }).map((list) => `"${list.join('')}"`);
  const key = fc.oneof(quoted, fc.constantFrom('"a"', '"\\u0061"', '"__proto__"', '"1"', '"0"'));
  const scalar = fc.oneof(digits, fc.integer().map(String), quoted, fc.constantFrom('null', 'true', 'false'));
  const spaced = (text: fc.Arbitrary<string>) => fc.tuple(space, text, space).map((parts) => parts.join(''));
  const member = fc.tuple(spaced(key), tie('document')).map(([name, value]) => `${name}:${value}`);
  return {
    document: spaced(
      fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        scalar,
        fc.array(tie('document'), { maxLength: 4 }).map((items) => `[${items.join()}]`),
        fc.array(member, { maxLength: 4 }).map((members) => `{${members.join()}}`),
      ),
    ),
  };
});

test('what is read is what the exact parser reads, to the order of the keys', () => {
  fc.assert(
    fc.property(document, (text) => {
      const plain = plainly(text);
      if (plain === undefined) return;
      const exact = parseExactly(text);
      expect(plain).toStrictEqual(exact);
      expect(JSON.stringify(plain)).toBe(JSON.stringify(exact));
    }),
    { numRuns: 2000 },
  );
});

test('what releases print is read', () => {
  const extent = { start: 0, length: 999_999_999_999_999, data: true, offset: -1, filename: 'a "1.5": b' };
  const printed = { children: [{ name: 'file', info: { children: [] } }], 'actual-size': 1, a: [extent, {}] };
  expect(plainly(JSON.stringify(printed, null, 4))).toEqual(printed);
  expect(plainly(JSON.stringify([extent, extent]))).toEqual([extent, extent]);
});

test.for([
  '1234567890123456',
  '[1, -1234567890123456]',
  '{"a":1.5}',
  '[1E2]',
  '[0.1]',
  '[0,1e400]',
  '{"a":1,"a":1}',
  '[{"\\u0061":{"b":1},"a":{"b":1}}]',
])('%s is left to the exact parser', (text) => {
  expect(plainly(text)).toBeUndefined();
});
