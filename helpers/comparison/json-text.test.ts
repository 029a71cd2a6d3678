import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeDifference, writeLocation } from './difference.ts';
import { jsonText } from './json-text.ts';

const compare = (expected: string, actual: string) => jsonText.compare(expected, actual).map(writeDifference);

// As qemu-img 11.1.3 measures an image with bitmaps.
const MEASURED = '{\n    "bitmaps": 0,\n    "required": 327680,\n    "fully-allocated": 1376256\n}\n';

test('equal texts have no differences; others always have one', () => {
  const text = fc.oneof(
    fc.json(),
    fc.constantFrom('', ' ', '\n', '{}', '{ }', '{"a":1,"b":2}', '{"b":2,"a":1}', '[1]', '[1.0]', '[1', '[2'),
  );
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(compare(a, a)).toEqual([]);
      expect(compare(a, b).length > 0).toBe(a !== b);
    }),
  );
});

test('a value that differs is named by its field', () => {
  expect(compare(MEASURED, MEASURED.replace('1376256', '1376257'))).toEqual([
    { path: 'fully-allocated', expected: 1376256, actual: 1376257 },
  ]);
  expect(compare(MEASURED, MEASURED.replace('    "bitmaps": 0,\n', ''))).toEqual([
    { path: 'bitmaps', expected: 0 },
  ]);
});

const sameValues: [string, (text: string) => string, unknown][] = [
  ['without the final newline', (text) => text.trimEnd(), { expected: '}\n', actual: '}' }],
  ['a newline too many', (text) => `${text}\n`, { actual: '\n' }],
  [
    'another indentation',
    (text) => text.replace('    "req', '  "req'),
    { expected: '    "required": 327680,\n', actual: '  "required": 327680,\n' },
  ],
  [
    'another order of keys',
    (text) => text.replace(/( +"bitmaps.*\n)( +"required.*\n)/, '$2$1'),
    { expected: '    "bitmaps": 0,\n', actual: '    "required": 327680,\n' },
  ],
  [
    'another way to write a number',
    (text) => text.replace(' 0,', ' 0.0,'),
    { expected: '    "bitmaps": 0,\n', actual: '    "bitmaps": 0.0,\n' },
  ],
];

test.for(sameValues)(
  '%s is one difference of the bytes, with the first line of each side',
  ([, change, sides]) => {
    expect(compare(MEASURED, change(MEASURED))).toEqual([{ path: '(bytes)', ...(sides as object) }]);
  },
);

test('beside a value that differs, the layout is not told', () => {
  expect(compare('{"a": 1}\n', '{"a":2}').map(({ path }) => path)).toEqual(['a']);
});

test('where one side is no JSON the document differs, where both are none their lines', () => {
  const notJson = expect.stringMatching(/^not JSON: /);
  expect(compare(MEASURED, '')).toEqual([{ path: '(document)', expected: 'JSON', actual: 'empty' }]);
  expect(compare('', MEASURED)).toEqual([{ path: '(document)', expected: 'empty', actual: 'JSON' }]);
  expect(compare(MEASURED, 'x')).toEqual([{ path: '(document)', expected: 'JSON', actual: notJson }]);
  expect(compare('', '\n')).toEqual([{ path: 'line 1', actual: '\n' }]);
});

test('a key that stands twice is told, also where both values are the same', () => {
  const twice = MEASURED.replace('    "required": 327680,\n', '$&$&');
  expect(compare(MEASURED, twice)).toEqual([
    { path: '(document)', expected: 'JSON', actual: 'ambiguous: required stands twice' },
  ]);
});

test('equal means equal bytes', () => {
  expect(jsonText.canonical('{"a": 1}\n')).toBe('{"a": 1}\n');
  expect(jsonText.problem(MEASURED)).toBeUndefined();
  expect(jsonText.problem('{"a": 1')).toMatch(/^not JSON: /);
});

test('another output can differ in a value, in the bytes and as a document', () => {
  const told = (text: string) =>
    jsonText.statements(text).map(({ location, value }) => [writeLocation(location), value]);
  expect(told('{"a": 9007199254740993}')).toEqual([
    ['(document)', { a: '<number 9007199254740993>' }],
    ['a', '<number 9007199254740993>'],
    ['(bytes)', undefined],
  ]);
  expect(told('[{"start": 0, "length": 5}]')).toEqual([
    ['(document)', [{ start: 0, length: 5 }]],
    ['extent at 0', { start: 0, length: 5 }],
    ['extent at 0: start', 0],
    ['extent at 0: length', 5],
    ['(bytes)', undefined],
  ]);
  expect(told('')).toEqual([['(document)', undefined]]);
});
