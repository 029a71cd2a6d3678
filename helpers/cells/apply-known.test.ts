import { expect, test } from 'vitest';
import type { Difference } from '../comparison/difference.ts';
import { infoType } from '../pipeline/compose-rows.ts';
import type { Json } from '../pipeline/json.ts';
import type { Computed, KnownDivergence } from '../pipeline/known-divergence.ts';
import type { Reader } from '../pipeline/reader.ts';
import { differs as fieldDiffers } from '../testing/differs.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { applyKnown } from './apply-known.ts';

const [row] = suite.rows;
if (!row) throw new Error('the fixture suite has no rows');

const entry = (other: Partial<KnownDivergence> = {}): KnownDivergence => ({
  suite: 'tiny',
  target: 'qcow2',
  case: '1M-default',
  releases: 'all',
  reader: 'any',
  fields: { 'cluster-size': 'any' },
  origin: 'documented',
  reason: 'another default',
  link: 'the documentation',
  ...other,
});
const differs = (key: string, actual: Json = 1): Difference => fieldDiffers(key, { expected: 0, actual });
/** No release has printed anything. */
const nothing = () => undefined;
const judge = (
  entries: KnownDivergence[],
  differences: Difference[],
  reader: Reader = 'candidate',
  version = '10.0.2',
) => applyKnown(entries, { row, version }, reader, differences, nothing).result;

test('without an entry, a difference diverges and none matches', () => {
  expect(judge([], [])).toBe('match');
  expect(judge([], [differs('x')])).toBe('diverged');
});

test('just the listed fields: known, with its reason', () => {
  expect(
    applyKnown([entry()], { row, version: '10.0.2' }, 'candidate', [differs('cluster-size')], nothing),
  ).toEqual({
    reader: 'candidate',
    result: 'known',
    differences: [differs('cluster-size')],
    reason: 'another default',
    origin: 'documented',
    link: 'the documentation',
  });
});

test('any other field: diverged, with all that differs', () => {
  const both = [differs('cluster-size'), differs('virtual-size')];
  expect(applyKnown([entry()], { row, version: '10.0.2' }, 'candidate', both, nothing)).toEqual({
    reader: 'candidate',
    result: 'diverged',
    differences: both,
  });
  expect(judge([entry()], [differs('children[0].info.cluster-size')])).toBe('diverged');
});

test('nothing any more: stale, and the entry to delete is named', () => {
  expect(
    applyKnown([entry({ releases: '10-11' })], { row, version: '10.0.2' }, 'candidate', [], nothing),
  ).toEqual({
    reader: 'candidate',
    result: 'stale',
    reason: 'nothing differs any more; delete the entry tiny/qcow2/1M-default @ 10-11 (any)',
  });
});

test('of two entries the one that explains nothing is stale', () => {
  const other = entry({ fields: { compat: 'any' } });
  expect(judge([entry(), other], [differs('cluster-size'), differs('compat')])).toBe('known');
  expect(judge([entry(), other], [differs('cluster-size')])).toBe('stale');
});

test('`any` stands for the two who read the image back, and nobody else', () => {
  const difference = [differs('cluster-size')];
  const verdicts = (['candidate', 'reference', 'check', 'compare'] as const).map((reader) => [
    judge([entry()], difference, reader),
    judge([entry()], [], reader),
  ]);
  expect(verdicts).toEqual([
    ['known', 'stale'],
    ['known', 'stale'],
    ['diverged', 'match'],
    ['diverged', 'match'],
  ]);
});

test('a named reader is just that one', () => {
  const check = entry({ reader: 'check', fields: { 'check of image.qcow2': 'any' } });
  const location = { kind: 'check', file: 'image.qcow2' } as const;
  const found: Difference[] = [{ location, expected: 'clean', actual: '0 corruptions, 1 leaks' }];
  expect(judge([check], found, 'check')).toBe('known');
  expect(judge([check], found, 'candidate')).toBe('diverged');
  expect(judge([check], [], 'candidate')).toBe('match');
});

test('releases are those of the range', () => {
  const ranged = entry({ releases: '8.0.0-10.0.2' });
  const at = (version: string) => judge([ranged], [differs('cluster-size')], 'candidate', version);
  expect(['7.2.22', '8.0.0', '10.0.2', '10.0.13'].map(at)).toEqual([
    'diverged',
    'known',
    'known',
    'diverged',
  ]);
});

test('`is` wants the very value', () => {
  const is = (value: number | null | object) =>
    entry({ fields: { 'cluster-size': { is: value as number } } });
  expect(judge([is(4096)], [differs('cluster-size', 4096)])).toBe('known');
  expect(judge([is(4096)], [differs('cluster-size', 512)])).toBe('diverged');
  expect(judge([is(4096)], [differs('cluster-size', '4096')])).toBe('diverged');
  expect(judge([is({ a: 1 })], [differs('cluster-size', { a: 1 })])).toBe('known');
  // The order of keys is nobody's value.
  expect(judge([is({ a: 1, b: [2] })], [differs('cluster-size', { b: [2], a: 1 })])).toBe('known');
  expect(judge([is({ a: 1, b: [2] })], [differs('cluster-size', { b: [3], a: 1 })])).toBe('diverged');
  const { actual: _, ...absent } = differs('cluster-size');
  expect(judge([is(null)], [absent])).toBe('diverged');
});

const computed = (value: Computed['value']) =>
  entry({ fields: { 'cluster-size': { words: 'what follows', value } } });

test('a computed value follows from the row', () => {
  const size = computed(({ row: { parameters } }) => parameters.size_str ?? null);
  const asked = row.parameters.size_str;
  expect(judge([size], [differs('cluster-size', asked)])).toBe('known');
  expect(judge([size], [differs('cluster-size', 5)])).toBe('diverged');
});

test('a computed value follows from what a release printed, its own or another', () => {
  const [type] = suite.outputTypes;
  if (!type) throw new Error('the fixture suite has no outputs');
  const answers = (version: string) =>
    version === '9.9.9' ? undefined : new Map([[type, JSON.stringify({ 'cluster-size': 5, version })]]);
  const judged = (value: Computed['value'], actual: Json) =>
    applyKnown(
      [computed(value)],
      { row, version: '8.0.0' },
      'candidate',
      [differs('cluster-size', actual)],
      answers,
    ).result;
  expect(judged(({ said }) => said('version'), '8.0.0')).toBe('known');
  expect(judged(({ said }) => said('version', '10.0.2'), '10.0.2')).toBe('known');
  expect(judged(({ said }, path) => said(path), 5)).toBe('known');
  expect(judged(({ said }) => said('version'), '10.0.2')).toBe('diverged');
  // Nothing follows from what nobody printed.
  expect(judged(({ said }) => said('none'), 5)).toBe('diverged');
  expect(judged(({ said }) => said('version', '9.9.9'), 5)).toBe('diverged');
});

test('of several outputs each is named', () => {
  const [overlay, base] = [infoType('overlay'), infoType('base')];
  const outputs = [
    { type: overlay, step: 'overlay_info' },
    { type: base, step: 'backing_info' },
  ];
  const answers = () =>
    new Map([
      [overlay, '{"a": 1}'],
      [base, '{"a": 2}'],
    ]);
  const known = computed(({ said }) => [said('overlay_info: a') ?? null, said('backing_info: a') ?? null]);
  const cell = { row: { ...row, outputs }, version: '8.0.0' };
  const difference = [differs('cluster-size', [1, 2])];
  expect(applyKnown([known], cell, 'candidate', difference, answers).result).toBe('known');
});

test('where the value is another, the difference says which one is expected', () => {
  const found = [differs('cluster-size', 5), differs('compat', 1)];
  const entries = [entry({ fields: { 'cluster-size': { is: 6 }, compat: 'any' } }), computed(() => 7)];
  expect(applyKnown(entries, { row, version: '10.0.2' }, 'candidate', found, nothing)).toEqual({
    reader: 'candidate',
    result: 'diverged',
    differences: [{ ...found[0], known: '6; or 7, what follows' }, found[1]],
  });
  const nothingFollows = computed(() => undefined);
  const judgement = applyKnown([nothingFollows], { row, version: '10.0.2' }, 'candidate', found, nothing);
  expect(judgement).toMatchObject({ differences: [{ known: 'nothing, what follows' }, found[1]] });
});

const patterns: [Partial<KnownDivergence>, 'known' | 'diverged'][] = [
  [{ case: '*' }, 'known'],
  [{ case: '1M-*' }, 'known'],
  [{ case: '*-def*' }, 'known'],
  [{ case: '1M-defaul.' }, 'diverged'],
  [{ case: '1M' }, 'diverged'],
  [{ case: 'M-default' }, 'diverged'],
  [{ target: 'vmdk' }, 'diverged'],
  [{ suite: 'create' }, 'diverged'],
];

test.for(patterns)('an entry for %o: %s', ([other, result]) => {
  expect(judge([entry(other)], [differs('cluster-size')])).toBe(result);
});

test('differences that are not told are explained only by an entry that names them', () => {
  const untold: Difference = { location: { kind: 'untold', count: 2 } };
  const fields = { 'cluster-size': 'any' } as const;
  const named = { ...fields, '* more differences': 'any' } as const;
  expect(judge([entry({ fields })], [differs('cluster-size')])).toBe('known');
  expect(judge([entry({ fields })], [differs('cluster-size'), untold])).toBe('diverged');
  expect(judge([entry({ fields: named })], [differs('cluster-size'), untold])).toBe('known');
});

test('a path of an entry may be a pattern, which is that of a whole path', () => {
  expect(judge([entry({ fields: { 'cluster*': 'any' } })], [differs('cluster-size')])).toBe('known');
  expect(judge([entry({ fields: { 'cluster*': 'any' } })], [differs('my-cluster')])).toBe('diverged');
  expect(judge([entry({ fields: { cluster: 'any' } })], [differs('cluster-size')])).toBe('diverged');
});

test('what is added to a document says nothing of a cell without one', () => {
  const added = (value: number | undefined) =>
    entry({ fields: { more: { words: 'more', value: () => value, adds: true } } });
  expect(judge([added(1)], [differs('more')])).toBe('known');
  expect(judge([added(1)], [])).toBe('stale');
  expect(judge([added(undefined)], [])).toBe('match');
  expect(judge([added(undefined)], [differs('more')])).toBe('diverged');
});

test('a field that is called as what every object has is explained by nobody', () => {
  for (const name of ['constructor', 'toString', '__proto__']) {
    expect(judge([entry()], [differs('cluster-size'), differs(name)])).toBe('diverged');
  }
});
