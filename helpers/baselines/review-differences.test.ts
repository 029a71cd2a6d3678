import { expect, test } from 'vitest';
import { COMPARATORS } from '../comparison/comparators.ts';
import type { Json } from '../pipeline/json.ts';
import { changeLine, otherwise, tell } from './review-differences.ts';

const { compare, statements } = COMPARATORS['json-text'];
const told = (before: Json, after: Json) => {
  const [a, b] = [JSON.stringify(before), JSON.stringify(after)];
  return tell(compare(a, b), statements(a), statements(b));
};
const changes = (before: Json, after: Json) => told(before, after).map(changeLine);

const extents = (...lengths: number[]) => {
  let end = 0;
  return lengths.map((length) => {
    const start = end;
    end += length;
    return { start, length, zero: true };
  });
};

test('a field is told with its values', () => {
  expect(changes({ a: 1, b: null, c: 'x' }, { a: 2, c: 'x', d: {} })).toEqual([
    '`a`: `1` → `2`',
    '`b` goes: `null`',
    '`d` appears: `{}`',
  ]);
  expect(told({ a: 1, b: 1 }, { a: 2 }).map(otherwise)).toEqual(['`a` `2`', 'no `b`']);
});

test('a list that changes much is told by its length and where it differs first', () => {
  const cut = [4, 4, 4, 4, 4, 4];
  const other = extents(4, ...cut.flatMap(() => [1, 3]));
  expect(changes(extents(4, ...cut), other)).toEqual(['`extents`: 7 → 13, first difference at 4']);
  expect(told(extents(4, ...cut), other).map(otherwise)).toEqual(['`extents` 7 → 13, first difference at 4']);
  const bitmaps = (...names: string[]) => ({
    data: { bitmaps: names.map((name) => ({ name, flags: [1] })) },
  });
  expect(changes(bitmaps('a', 'b'), bitmaps('a', 'c', 'd', 'e', 'f'))).toEqual([
    '`data.bitmaps`: 2 → 5, first difference at [1]',
  ]);
  expect(changes({ m: extents(4, ...cut) }, { m: other })).toEqual([
    '`extents of m`: 7 → 13, first difference at 4',
  ]);
});

test('a list in which little changes is told as it is, however much of one entry', () => {
  expect(changes(extents(4, 4), extents(4, 1, 3))).toEqual([
    '`extent at 4`: `{"start":4,"length":4,"zero":true}` → `[{"start":4,"length":1,"zero":true},{"start":5,"length":3,"zero":true}]`',
  ]);
  const child = (n: number) => ({ children: [{ a: n, b: n, c: n, d: n, e: n }] });
  expect(changes(child(1), child(2))).toHaveLength(5);
});

test('two lists are two', () => {
  const both = (n: number) => ({ a: [n, n, n, n], b: [n, n, n, n], c: n });
  expect(changes(both(1), both(2))).toEqual([
    '`a`: 4 → 4, first difference at [0]',
    '`b`: 4 → 4, first difference at [0]',
    '`c`: `1` → `2`',
  ]);
});

test('a long value is cut', () => {
  const [line = ''] = changes({ a: 'x'.repeat(1000) }, { a: 1 });
  expect(line).toBe(`\`a\`: \`"${'x'.repeat(199)}…\` (1002 characters) → \`1\``);
});
