import { expect, test } from 'vitest';
import { COMPARATORS } from './comparators.ts';
import { writeDifference, writeLocation } from './difference.ts';

const { canonical, problem, locations } = COMPARATORS['info-json'];
const compare = (expected: string, actual: string) =>
  COMPARATORS['info-json'].compare(expected, actual).map(writeDifference);
const info = (fields: object) =>
  `${JSON.stringify({ 'virtual-size': 1048576, format: 'raw', ...fields }, null, 4)}\n`;

test('layout and key order of a document do not count', () => {
  expect(compare('{"a": 1, "b": [2]}', '{\n  "b": [2],\n  "a": 1\n}\n')).toEqual([]);
  expect(canonical('{"a": 1, "b": 2}')).toBe(canonical('{"b":2,"a":1}\n'));
});

test('a differing field is named with both values, one that only one side has with that side alone', () => {
  expect(
    compare(info({ gone: 1, 'cluster-size': 512 }), info({ extra: null, 'cluster-size': 4096 })),
  ).toEqual([
    { path: 'cluster-size', expected: 512, actual: 4096 },
    { path: 'extra', actual: null },
    { path: 'gone', expected: 1 },
  ]);
});

test('the length of a list counts, and what is in it', () => {
  expect(compare(info({ list: [1, { a: 2 }] }), info({ list: [1, { a: 3 }, 4] }))).toEqual([
    { path: 'list[1].a', expected: 2, actual: 3 },
    { path: 'list[2]', actual: 4 },
  ]);
});

test('a whitelisted field has to be there', () => {
  expect(compare(info({ 'actual-size': 4096 }), info({ 'actual-size': 8192 }))).toEqual([]);
  expect(compare(info({ 'actual-size': 4096 }), info({}))).toEqual([
    { path: 'actual-size', expected: '<number>' },
  ]);
});

const unusable: [string, string, string][] = [
  ['empty', '', 'empty'],
  ['white space', ' \n', 'empty'],
  ['no JSON', 'image: x\n', 'not JSON: '],
  ['a truncated document', info({}).slice(0, -5), 'not JSON: '],
  ['two documents', info({}) + info({}), 'not JSON: '],
];

test.for(unusable)('an output that is %s is one difference of the whole document', ([, text, said]) => {
  const found = expect.stringMatching(new RegExp(`^${said}`));
  expect(compare(info({}), text)).toEqual([{ path: '(document)', expected: 'JSON', actual: found }]);
  expect(compare(text, info({}))).toEqual([{ path: '(document)', expected: found, actual: 'JSON' }]);
  expect(problem(text)).toEqual(found);
});

test('outputs are equal exactly if their canonical texts are', () => {
  const a = info({ 'actual-size': 1, 'dirty-flag': false });
  const b = info({ 'actual-size': 2, 'dirty-flag': true });
  const c = info({ 'actual-size': 2, 'dirty-flag': true, x: 1 });
  expect(canonical(a)).toBe(canonical(b));
  expect(canonical(b)).not.toBe(canonical(c));
  expect(problem(a)).toBeUndefined();
});

test('a text is compared as it is and is never unusable', () => {
  expect(COMPARATORS.text.problem('')).toBeUndefined();
  expect(COMPARATORS.text.canonical('a \n')).toBe('a \n');
  expect(COMPARATORS.text.compare('{"a":1}', '{"a": 1}')).toHaveLength(1);
});

test('a comparator says where another output can differ, with the values that are masked and the document itself', () => {
  const paths = locations('{"actual-size": 1, "children": [{"name": "a"}]}').map(writeLocation);
  expect(paths).toEqual(['(document)', 'actual-size', 'children', 'children[0]', 'children[0].name']);
  expect(locations('').map(writeLocation)).toEqual(['(document)']);
  expect(COMPARATORS.text.locations('a\nb\n').map(writeLocation)).toEqual(['line 1', 'line 2']);
});
