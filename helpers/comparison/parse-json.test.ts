import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactNumber, toJson } from './json-value.ts';
import { parseJson } from './parse-json.ts';

test('any document is what it was made of', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const parsed = parseJson(JSON.stringify(value));
      expect(parsed.ok && JSON.stringify(toJson(parsed.value))).toBe(JSON.stringify(value));
    }),
  );
});

test('what JSON.parse does not take is not taken', () => {
  const parts = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"\n"',
    '1',
    '01',
    '.5',
    'NaN',
    ' ',
    '\f',
    '//',
  );
  fc.assert(
    fc.property(fc.array(parts, { maxLength: 6 }), (list) => {
      const text = list.join('');
      let native = true;
      try {
        JSON.parse(text);
      } catch {
        native = false;
      }
      const parsed = parseJson(text);
      expect(parsed.ok || parsed.problem.startsWith('ambiguous')).toBe(native);
    }),
  );
});

test.for([
  ['{"a": 1, "a": 1}', 'a'],
  ['{"x": [{"": 1, "": 2}]}', 'x[0][""]'],
  ['{"a.b": {"\\u0061": null, "a": null}}', '["a.b"].a'],
  ['{"__proto__": 1, "__proto__": 1}', '__proto__'],
])('in %s a key stands twice', ([text, key]) => {
  expect(parseJson(text ?? '')).toEqual({ ok: false, problem: `ambiguous: ${key} stands twice` });
});

test('a key that is the same in two objects does not', () => {
  expect(parseJson('[{"a": 1}, {"a": {"a": 1}}]')).toEqual({ ok: true, value: [{ a: 1 }, { a: { a: 1 } }] });
});

test('numbers are exact', () => {
  expect(parseJson('[9007199254740993, 1.0]')).toEqual({
    ok: true,
    value: [new ExactNumber('9007199254740993'), 1],
  });
});

test.for([501, 100_000])('a document of %d levels is no usable one', (levels) => {
  const parsed = parseJson(`${'['.repeat(levels)}1${']'.repeat(levels)}`);
  expect(parsed).toEqual({ ok: false, problem: 'not JSON: nested deeper than 500 levels' });
  expect(parseJson(`${'['.repeat(500)}1${']'.repeat(500)}`).ok).toBe(true);
});
