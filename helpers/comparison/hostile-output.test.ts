import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tried } from '../testing/tried.ts';
import { grouped } from '../text/grouped.ts';
import { COMPARATORS } from './comparators.ts';
import { countDifferences, type WrittenDifference, writeDifference } from './difference.ts';
import { ExactNumber, isSame, type JsonValue } from './json-value.ts';
import { parseJson } from './parse-json.ts';
import { TOLD } from './told.ts';

/** What an info command prints, about. */
const USUAL = JSON.stringify({ 'virtual-size': 1048576, format: 'qcow2', children: [{ name: 'file' }] });

/** CPU seconds in which an output is to be judged, twice over: the machine has more to do. */
const SECONDS = 2 * 2;

interface Hostile {
  readonly fault: string;
  readonly text: () => string;
  /** what is told last */
  readonly last: string | RegExp;
  readonly by?: keyof typeof COMPARATORS;
  readonly expected?: () => string;
}

const extents = (count: number, length: number) =>
  `[${Array.from({ length: count }, (_, at) => `{"start":${at * length},"length":${length},"zero":true}`)}]`;
const objects = (count: number, field: number) =>
  `[${Array.from({ length: count }, (_, at) => `{"name":"n","at":${at + field},"a":1,"b":2,"c":3}`)}]`;

const HOSTILE: readonly Hostile[] = [
  {
    fault: '100,000 nested lists',
    text: () => '['.repeat(100_000) + ']'.repeat(100_000),
    last: 'not JSON: nested deeper than 500 levels',
  },
  {
    fault: '100,000 nested objects',
    text: () => '{"a":'.repeat(100_000),
    last: 'not JSON: nested deeper than 500 levels',
  },
  {
    fault: '15,000,000 opening brackets',
    text: () => '['.repeat(15_000_000),
    last: 'not JSON: nested deeper than 500 levels',
  },
  {
    fault: '500 levels, and 800,000 numbers in the last',
    text: () => USUAL.replace('{', `{"deep":${'['.repeat(499)}${'1,'.repeat(800_000)}1${']'.repeat(499)},`),
    last: /^deep = <list of 1,600,9\d\d characters, sha256 [0-9a-f]{16}: \[\[\[/,
  },
  {
    fault: '800,000 keys',
    text: () => `{${Array.from({ length: 800_000 }, (_, at) => `"k${at}":${at}`)}}`,
    last: '799,953 more differences',
  },
  {
    fault: 'one key 800,000 times',
    text: () => `{${'"a":1,'.repeat(799_999)}"a":1}`,
    last: 'ambiguous: a key stands twice',
  },
  {
    fault: '800,000 items',
    text: () => `{"children":[${'1,'.repeat(799_999)}1]}`,
    last: '799,952 more differences',
  },
  {
    fault: 'five million empty lists',
    text: () => `[${'[],'.repeat(4_999_999)}[]]`,
    last: 'not JSON: more than 2,000,000 values',
  },
  {
    fault: 'a text of 15 MB',
    text: () => USUAL.replace('"qcow2"', () => `"${'\u00e9'.repeat(7_500_000)}"`),
    last: /^format = <text of 7,500,000 characters, sha256 [0-9a-f]{16}: é{100}…>$/,
  },
  {
    fault: 'a key of 15 MB',
    text: () => USUAL.replace('{', () => `{"${'x'.repeat(15_000_000)}":1,`),
    last: /^\["<key of 15,000,000 characters, sha256 [0-9a-f]{16}: x{100}…>"\] = 1$/,
  },
  {
    fault: '15 MB of escapes',
    text: () => USUAL.replace('"qcow2"', () => `"${'\\\\\\"'.repeat(3_750_000)}"`),
    last: /^format = <text of 7,500,000 characters/,
  },
  { fault: '15 MB of quotes', text: () => '"'.repeat(15_000_000), last: /^not JSON: / },
  { fault: '15 MB of blanks', text: () => ' '.repeat(15_000_000), last: 'empty' },
  { fault: '15 MB of NUL', text: () => '\0'.repeat(15_000_000), last: /^not JSON: / },
  {
    fault: 'a number of a million digits',
    text: () => `{"virtual-size":1${'0'.repeat(999_998)}1}`,
    last: 'not JSON: a number of 1,000,000 characters, of which up to 100 are read',
  },
  {
    fault: 'a power of a million digits',
    text: () => `{"virtual-size":1e${'9'.repeat(1_000_000)}}`,
    last: 'not JSON: a number of 1,000,002 characters, of which up to 100 are read',
  },
  {
    fault: '1e999999999',
    text: () => USUAL.replace('1048576', '1e999999999'),
    last: 'virtual-size = <number 1e999999999>',
  },
  {
    fault: 'a million characters of fractions',
    text: () => `{"format":[${'1.5,'.repeat(249_990)}1.5]}`,
    last: /^virtual-size = undefined$/,
  },
  {
    fault: 'five million characters of fractions',
    text: () => `[${'1.5,'.repeat(1_250_000)}1.5]`,
    last: /^not JSON: 5,000,005 characters, in which a number has a fraction, .*; up to 1,000,000 are read exactly$/,
  },
  {
    fault: '100,000 bitmaps in no order',
    text: () =>
      `{"format-specific":{"type":"qcow2","data":{"bitmaps":[${Array.from({ length: 100_000 }, (_, at) => `{"name":"${(at * 7919) % 100_000}"}`)}]}}}`,
    last: /^virtual-size = undefined$/,
  },
  {
    fault: '300,000 extents, each cut in another way',
    text: () => extents(300_000, 17),
    expected: () => extents(300_000, 16),
    by: 'json-text',
    last: /^[\d,]+ more differences$/,
  },
  {
    fault: '100,000 objects each of which has another field',
    text: () => objects(100_000, 1),
    expected: () => objects(100_000, 0),
    last: '99,950 more differences',
  },
  {
    fault: '15 MB of line breaks',
    text: () => '\n'.repeat(15_000_000),
    by: 'text',
    last: '14,999,990 more differences',
  },
  {
    fault: 'a line of 15 MB',
    text: () => 'x'.repeat(15_000_000),
    by: 'text',
    last: /^line 1 = <text of 15,000,000 characters/,
  },
];

test.for(HOSTILE.map((each) => [each.fault, each] as const))(
  '%s: judged and told in bounds',
  ([fault, { text, last, by = 'info-json', expected = () => USUAL }], context) => {
    const [recorded, printed] = [expected(), text()];
    const before = process.cpuUsage();
    const found = COMPARATORS[by].compare(recorded, printed).map(writeDifference);
    const { user, system } = process.cpuUsage(before);
    const told = tell(found.at(-1));
    expect(told).toEqual(typeof last === 'string' ? last : expect.stringMatching(last));
    expect(JSON.stringify(found, null, 2).length).toBeLessThan(40_000);
    expect((user + system) / 1e6, 'CPU seconds').toBeLessThan(SECONDS);
    tried(context, {
      of: "the candidate's output",
      fault,
      how: `compared with what was recorded, as ${by}`,
      outcome: outcome(told),
    });
  },
);

function tell(difference: WrittenDifference | undefined): string {
  if (difference?.path === '(document)') return String(difference.actual);
  return difference?.more === undefined ? `${difference?.path} = ${difference?.actual}` : difference.path;
}

function outcome(told: string): string {
  return told.length > 100 ? `${told.slice(0, 100)}…` : told;
}

/** Documents of few keys, so that two of them have much in common. */
const { document } = fc.letrec<{ document: JsonValue }>((tie) => ({
  document: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<JsonValue>(null, true, 0, 1, 'a', '', new ExactNumber('9007199254740993')),
    fc.array(tie('document'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b', '', '__proto__', '#0', '.a', 'constructor'), tie('document')),
  ),
}));

/** As a tool would print it. */
function written(value: JsonValue): string {
  return JSON.stringify(value).replaceAll('"<number 9007199254740993>"', '9007199254740993');
}

test('what is equal has no differences, and what is not always has one', () => {
  fc.assert(
    fc.property(document, document, (a, b) => {
      const found = COMPARATORS['info-json'].compare(written(a), written(b));
      expect(found.length === 0).toBe(isSame(a, b));
      expect(COMPARATORS['info-json'].compare(written(a), written(structured(a)))).toEqual([]);
    }),
  );
});

/** The same with its keys in the opposite order. */
function structured(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(structured);
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, structured(item)]),
  );
}

test('the number of differences is the same, however many are told', () => {
  const flat = fc.dictionary(fc.string({ maxLength: 3 }), fc.integer({ max: 3, min: 0 }), {
    maxKeys: 400,
    size: 'max',
  });
  fc.assert(
    fc.property(flat, flat, (a, b) => {
      const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
      const differing = [...keys].filter((key) => {
        const [one, other] = [a, b].map((object) => (Object.hasOwn(object, key) ? object[key] : undefined));
        return one !== other;
      });
      const found = COMPARATORS['json-text'].compare(JSON.stringify(a), JSON.stringify(b));
      const told = found.filter(({ location }) => !['untold', 'bytes'].includes(location.kind));
      expect(told.length).toBe(Math.min(differing.length, TOLD));
      if (differing.length > 0) expect(countDifferences(found)).toBe(differing.length);
    }),
    { numRuns: 30 },
  );
});

test('values that differ behind what is told of them are told apart', () => {
  const text = (end: string) =>
    JSON.stringify({ a: `${'x'.repeat(2_000)}${end}`, b: [`${'x'.repeat(2_000)}${end}`] });
  const told = (end: string) => JSON.stringify(COMPARATORS['info-json'].compare('{}', text(end)));
  expect(told('1')).not.toBe(told('2'));
  expect(told('\ud800')).not.toBe(told('\ud801'));
  expect(told('1')).toBe(told('1'));
  const key = (end: string) => JSON.stringify({ [`${'x'.repeat(2_000)}${end}`]: 1 });
  expect(COMPARATORS['info-json'].compare(key('1'), key('2'))).toHaveLength(2);
});

test('the limits of what is read', () => {
  expect(parseJson(`[${'1,'.repeat(1_999_997)}1]`).ok).toBe(true);
  expect(parseJson(`[${'1,'.repeat(2_000_000)}1]`).ok).toBe(false);
  expect(parseJson('1'.repeat(100))).toMatchObject({ ok: true });
  expect(parseJson('1'.repeat(101))).toMatchObject({ ok: false });
  expect(parseJson(`"${'[{'.repeat(600)}${'1'.repeat(600)}"`)).toMatchObject({ ok: true });
  expect(grouped(1_234_567)).toBe('1,234,567');
});
