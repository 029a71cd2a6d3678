import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareJson } from './compare-json.ts';
import { writeDifference } from './difference.ts';
import { jsonText } from './json-text.ts';
import type { JsonValue } from './json-value.ts';

const written = (expected: JsonValue, actual: JsonValue) =>
  compareJson(expected, actual).map(writeDifference);

// What `map --output=json` of qemu-img 11.1.3 printed of three qcow2 of 1 MiB. In the first two a guest has written 64
// KiB twice, in the order of their offsets and in the other, and zeros at 512 KiB; in the third the zeros are missing.
const ONE_RUN = `[{ "start": 0, "length": 65536, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false},
{ "start": 65536, "length": 131072, "depth": 0, "present": true, "zero": false, "data": true, "compressed": false, "offset": 327680},
{ "start": 196608, "length": 327680, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false},
{ "start": 524288, "length": 65536, "depth": 0, "present": true, "zero": true, "data": false, "compressed": false},
{ "start": 589824, "length": 458752, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false}]
`;
const TWO_RUNS = `[{ "start": 0, "length": 65536, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false},
{ "start": 65536, "length": 65536, "depth": 0, "present": true, "zero": false, "data": true, "compressed": false, "offset": 393216},
{ "start": 131072, "length": 65536, "depth": 0, "present": true, "zero": false, "data": true, "compressed": false, "offset": 327680},
{ "start": 196608, "length": 327680, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false},
{ "start": 524288, "length": 65536, "depth": 0, "present": true, "zero": true, "data": false, "compressed": false},
{ "start": 589824, "length": 458752, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false}]
`;
const WITHOUT_ZEROS = `[{ "start": 0, "length": 65536, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false},
{ "start": 65536, "length": 131072, "depth": 0, "present": true, "zero": false, "data": true, "compressed": false, "offset": 327680},
{ "start": 196608, "length": 851968, "depth": 0, "present": false, "zero": true, "data": false, "compressed": false}]
`;

const printed = (text: string) => JSON.parse(text) as { [field: string]: number | boolean }[];
const maps = { ONE_RUN, TWO_RUNS, WITHOUT_ZEROS };
const compareMaps = (a: keyof typeof maps, b: keyof typeof maps) =>
  jsonText.compare(maps[a], maps[b]).map(writeDifference);

test('one extent that is two elsewhere is one difference, with all three', () => {
  expect(compareMaps('ONE_RUN', 'TWO_RUNS')).toEqual([
    {
      path: 'extent at 65536',
      expected: printed(ONE_RUN)[1],
      actual: printed(TWO_RUNS).slice(1, 3),
    },
  ]);
});

test('several that are one elsewhere are one difference as well', () => {
  expect(compareMaps('ONE_RUN', 'WITHOUT_ZEROS')).toEqual([
    {
      path: 'extent at 196608',
      expected: printed(ONE_RUN).slice(2),
      actual: printed(WITHOUT_ZEROS)[2],
    },
  ]);
});

test('extents of the same bytes are compared by field, wherever they stand in their lists', () => {
  const moved = TWO_RUNS.replace('393216', '458752').replace(/("start": 524288.*"zero": )true/, '$1false');
  expect(jsonText.compare(TWO_RUNS, moved).map(writeDifference)).toEqual([
    { path: 'extent at 65536: offset', expected: 393216, actual: 458752 },
    { path: 'extent at 524288: zero', expected: true, actual: false },
  ]);
  const both = ONE_RUN.replace(/("start": 524288.*"zero": )true/, '$1false');
  expect(
    jsonText
      .compare(both, TWO_RUNS)
      .map(writeDifference)
      .map(({ path }) => path),
  ).toEqual(['extent at 65536', 'extent at 524288: zero']);
});

test('a field that only one side has is named, and an extent that only one side has', () => {
  const [a, b] = [
    { start: 0, length: 1 },
    { start: 1, length: 1 },
  ];
  expect(written([a], [{ ...a, '': 2 }])).toEqual([{ path: 'extent at 0: [""]', actual: 2 }]);
  expect(written([a, b], [a])).toEqual([{ path: 'extent at 1', expected: b }]);
  expect(written([], [a, b])).toEqual([
    { path: 'extent at 0', actual: a },
    { path: 'extent at 1', actual: b },
  ]);
});

test('a list inside a document is named before its extents', () => {
  const map = (zero: boolean) => ({ 'a.b': [{ start: 0, length: 1, zero }] });
  expect(written(map(true), map(false))).toEqual([
    { path: '["a.b"]: extent at 0: zero', expected: true, actual: false },
  ]);
});

test('starts beyond 2^53 are exact', () => {
  const at = (start: string) => `[{"start": ${start}, "length": 9007199254740993}]`;
  expect(jsonText.compare(at('9007199254740993'), at('9007199254740992')).map(writeDifference)).toEqual([
    {
      path: 'extent at 9007199254740992',
      expected: { start: '<number 9007199254740993>', length: '<number 9007199254740993>' },
      actual: { start: 9007199254740992, length: '<number 9007199254740993>' },
    },
  ]);
});

test.for<[string, JsonValue]>([
  ['a start', { length: 1 }],
  ['a whole length', { start: 0, length: 1.5 }],
  ['fields', 1],
])('a list one item of which has not %s is compared by index', ([, odd]) => {
  expect(written([{ start: 0, length: 1 }, odd], [{ start: 0, length: 1 }])).toMatchObject([{ path: '[1]' }]);
});

interface Stretch {
  readonly [field: string]: number | boolean;
  readonly start: number;
  readonly length: number;
}

/** A map as a tool prints it: without a gap, from 0 on. */
const map = fc
  .array(fc.record({ length: fc.integer({ min: 2, max: 9 }), zero: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((list) => {
    let end = 0;
    return list.map((extent): Stretch => {
      const start = end;
      end += extent.length;
      return { start, ...extent };
    });
  });

/** Anything, in any order. */
const anyList = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 5 }),
    length: fc.integer({ min: -1, max: 4 }),
    zero: fc.boolean(),
  }),
  { maxLength: 5 },
);

test('equal lists have no differences; others always have one', () => {
  fc.assert(
    fc.property(anyList, anyList, (a, b) => {
      expect(written(a, structuredClone(a))).toEqual([]);
      expect(written(a, b).length > 0).toBe(JSON.stringify(a) !== JSON.stringify(b));
    }),
  );
});

test('splitting any one extent gives exactly one difference, whichever side is split', () => {
  fc.assert(
    fc.property(map, fc.nat(), fc.nat(), (list, pick, cut) => {
      const at = pick % list.length;
      const extent = list[at];
      if (!extent) throw new Error('out of the list');
      const length = 1 + (cut % (extent.length - 1));
      const rest = { ...extent, start: extent.start + length, length: extent.length - length };
      const halves = [{ ...extent, length }, rest];
      const split = list.toSpliced(at, 1, ...halves);
      const path = `extent at ${extent.start}`;
      expect(written(list, split)).toEqual([{ path, expected: extent, actual: halves }]);
      expect(written(split, list)).toEqual([{ path, expected: halves, actual: extent }]);
    }),
  );
});

test('changing one field of any one extent gives exactly that', () => {
  fc.assert(
    fc.property(map, fc.nat(), (list, pick) => {
      const at = pick % list.length;
      const changed = list.map((extent, index) =>
        index === at ? { ...extent, zero: !extent.zero } : extent,
      );
      expect(written(list, changed)).toMatchObject([{ path: `extent at ${list[at]?.start}: zero` }]);
    }),
  );
});
