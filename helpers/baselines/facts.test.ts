import { expect, test } from 'vitest';
import type { Json } from '../pipeline/json.ts';
import type { Comparison } from '../pipeline/row.ts';
import { type Answer, madeCollection } from '../testing/made-collection.ts';
import { changesOf } from './case-changes.ts';
import { factsOf } from './facts.ts';
import { writeFacts } from './write-facts.ts';

/** What is told of a case that did one thing at a release and another at the next. */
function told(before: Answer, after: Answer, comparison: Comparison = 'text'): string[] {
  const collection = madeCollection('made', comparison, ['1.0.0', '2.0.0'], { 'raw a': [before, after] });
  return changesOf(collection).flatMap((change) =>
    factsOf(change, collection.type).map((fact) => writeFacts([fact])),
  );
}
const json = (before: Json, after: Json) => told(JSON.stringify(before), JSON.stringify(after), 'json-text');

test('a field is told with its value, what is long by its kind', () => {
  const long = Array.from({ length: 30 }, (_, at) => at);
  expect(json({ a: 1, b: null }, { a: 2, c: long, d: { long } })).toEqual([
    '`a` changes from `1` to `2`',
    '`b` goes (`null`)',
    '`c` appears (a list of 30)',
    '`d` appears (an object)',
  ]);
  expect(json({}, { a: 'x'.repeat(100) })).toEqual([`\`a\` appears (\`"${'x'.repeat(59)}…\`)`]);
});

test('what is true of all entries of a list is told once', () => {
  const list = (entry: (at: number) => { [key: string]: Json }) => ({ l: [1, 2, 3].map(entry) });
  expect(
    json(
      list((at) => ({ at })),
      list((at) => ({ at: at + 1, new: { x: true } })),
    ),
  ).toEqual(['`at` of `l` changes', '`new` of `l` appears (`{"x":true}`)']);
  expect(json({ l: [1] }, { l: [1, 2, 2] })).toEqual(['an entry of `l` appears (`2`)']);
});

test('what is said of extents is told once, wherever they are', () => {
  const extents = (more: object) => [0, 8, 16].map((start) => ({ start, length: 8, ...more })) as Json;
  expect(json(extents({}), extents({ present: true }))).toEqual(['`present` of extents appears (`true`)']);
  expect(json([{ start: 0, length: 24 }], extents({}))[0]).toMatch(/^extents changes from/);
});

test('lines are told by what they begin with, and one that is put in between moves none', () => {
  const text = (size: number, more = '') => `image: x\n${more}disk size: ${size} KiB\ncluster_size: 65536\n`;
  expect(told(text(4), text(8, 'virtual: 1\n'))).toEqual([
    '`disk size` changes from `4 KiB` to `8 KiB`',
    '`virtual` appears (`1`)',
  ]);
  expect(told(text(4, 'old\n'), text(4))).toEqual(['`old` goes']);
});

test('lines of a table are told by their form, numbers left out', () => {
  expect(told('head\n0 0x10 a\n0x10 0x20 a\n', 'head\n0 0x30 a\n')).toEqual(['`N N a` changes']);
  expect(told('a 1\n', 'a 1\nb 2\nb 3\n')).toEqual(['`b N` appears']);
});

test('what is masked is in no fact, be it of a line or of its size', () => {
  const info = (size: string, format: string) => `disk size: ${size}\nfile format: ${format}\n`;
  expect(told(info('1 KiB', 'raw'), info('2 KiB', 'vpc'), 'info-text')).toEqual([
    '`file format` changes from `raw` to `vpc`',
  ]);
});

test('where only blanks differ, that is told', () => {
  expect(told('1  first   0 B\n', '1 first   0 B\n')).toEqual(['the spacing of `N first N B` changes']);
});

test('differences of a document beyond those that are told are no fact of their own', () => {
  const many = (more: object) =>
    Array.from({ length: 400 }, (_, at) => ({ start: at * 8, length: 8, ...more })) as Json;
  expect(json(many({}), many({ present: true }))).toEqual(['`present` of extents appears (`true`)']);
});

test('a text of the same lines differs in their order or ends', () => {
  expect(told('a\nb\n', 'b\na\n')).toEqual(['the order or the ends of lines changes']);
  expect(told('a\n', 'a')).toEqual(['empty lines goes']);
});

test('of a refusal only the refusal is told, with what was said', () => {
  const refused = { code: 1, stderr: 'qemu-img: $FILENAME: no\nreally\n' };
  expect(told(refused, '{"a": 1}', 'json-text')).toEqual([
    '`show`, which failed with exit code 1 (`qemu-img: $FILENAME: no`), succeeds',
  ]);
  expect(told('a\n', { code: 2, stderr: '' })).toEqual(['`show` fails with exit code 2']);
  expect(told({ code: 1, stderr: '' }, { code: 2, stderr: '' })).toEqual([
    'the exit code of show changes from `1` to `2`',
  ]);
});

test('a layout that differs where all values are equal is told', () => {
  expect(told('{"a": 1}', '{"a":1}', 'json-text')[0]).toMatch(/^the layout changes from/);
});
