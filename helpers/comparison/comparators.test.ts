import { expect, test } from 'vitest';
import { COMPARATORS } from './comparators.ts';
import { writeDifference, writeLocation } from './difference.ts';

const { canonical, problem, statements } = COMPARATORS['info-json'];
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

test('integers are exact, also where others are masked', () => {
  const sized = (size: string) => info({ 'actual-size': 1 }).replace('1048576', size);
  expect(compare(sized('9007199254740993'), sized('9007199254740992'))).toEqual([
    { path: 'virtual-size', expected: '<number 9007199254740993>', actual: 9007199254740992 },
  ]);
  expect(compare(sized('9007199254740993'), sized('"9007199254740993"'))).toHaveLength(1);
  expect(canonical(sized('9007199254740993'))).not.toBe(canonical(sized('9007199254740992')));
  expect(canonical(sized('1048576.0'))).toBe(canonical(info({ 'actual-size': 2 })));
  const masked = (size: string) => info({}).replace('"format"', `"actual-size": ${size}, "format"`);
  expect(compare(masked('9007199254740993'), masked('1'))).toEqual([]);
});

test('a key is noticed whatever it is, and no two paths are written alike', () => {
  expect(compare(info({}), info({ '': 1 }))).toEqual([{ path: '[""]', actual: 1 }]);
  expect(compare(info({ a: { b: 1 } }), info({ a: { b: 2 }, 'a.b': 1 }))).toEqual([
    { path: 'a.b', expected: 1, actual: 2 },
    { path: '["a.b"]', actual: 1 },
  ]);
  const odd = info({ x: 0 }).replace('"x"', '"__proto__"');
  expect(compare(info({}), odd)).toEqual([{ path: '__proto__', actual: 0 }]);
});

test('a key that stands twice leaves the document without a value', () => {
  const twice = info({}).replace('{', '{"format": "raw",');
  expect(compare(info({}), twice)).toEqual([
    { path: '(document)', expected: 'JSON', actual: 'ambiguous: format stands twice' },
  ]);
  expect(problem(twice)).toBe('ambiguous: format stands twice');
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

test('a reviewer sees an info document after the whitelist, and anything else as it is', () => {
  expect(COMPARATORS['info-json'].shown('{"b": 9007199254740993, "actual-size": 1}')).toBe(
    '{\n  "b": "<number 9007199254740993>",\n  "actual-size": "<number>"\n}\n',
  );
  for (const comparison of ['json-text', 'text'] as const) {
    expect(COMPARATORS[comparison].shown('{"actual-size":1}')).toBe('{"actual-size":1}');
  }
});

test('a text is compared as it is and is never unusable', () => {
  expect(COMPARATORS.text.problem('')).toBeUndefined();
  expect(COMPARATORS.text.canonical('a \n')).toBe('a \n');
  expect(COMPARATORS.text.compare('{"a":1}', '{"a": 1}')).toHaveLength(1);
});

test('a comparator says where another output can differ: masked values and the document itself included', () => {
  const told = (text: string) =>
    statements(text).map(({ location, value }) => [writeLocation(location), value]);
  expect(told('{"actual-size": 1, "children": [{"name": "a"}]}').slice(1)).toEqual([
    ['actual-size', '<number>'],
    ['children', [{ name: 'a' }]],
    ['children[0]', { name: 'a' }],
    ['children[0].name', 'a'],
  ]);
  expect(told('{}')).toEqual([['(document)', {}]]);
  expect(told('')).toEqual([['(document)', undefined]]);
  expect(COMPARATORS.text.statements('a\nb\n').map(({ location }) => writeLocation(location))).toEqual([
    'line 1',
    'line 2',
  ]);
});
