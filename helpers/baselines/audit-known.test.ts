import { expect, test } from 'vitest';
import type { KnownDivergence } from '../pipeline/known-divergence.ts';
import { RecordedSuite } from '../testing/recorded-suite.ts';
import { problemsOfList, problemsOfSuite } from './audit-known.ts';
import type { Collection } from './collection.ts';

const entry = (other: Partial<KnownDivergence> = {}): KnownDivergence => ({
  suite: 'tiny',
  target: 'qcow2',
  case: '1M-default',
  releases: 'all',
  reader: 'any',
  fields: { format: 'any' },
  origin: 'documented',
  reason: 'another default',
  link: 'https://example.org/1',
  ...other,
});

test('a list in order has no problems', () => {
  expect(problemsOfList([])).toEqual([]);
  expect(problemsOfList([entry({ link: 'docs/mine.md' })])).toEqual([]);
  expect(problemsOfList([entry(), entry({ case: '1M-x' }), entry({ target: 'raw' })])).toEqual([]);
});

const mistakes: [Partial<KnownDivergence>, string][] = [
  [{ reason: ' ' }, 'the reason is empty'],
  [{ link: 'the docs' }, '"the docs" is no link'],
  [{ link: 'docs/../secrets.md' }, '"docs/../secrets.md" is no link'],
  [{ reader: 'me' as 'any' }, '"me" is no reader'],
  [{ origin: 'rumoured' as 'observed' }, '"rumoured" is no origin'],
  [{ fields: {} }, 'names no field'],
  [{ fields: { format: { words: ' ', value: () => 1 } } }, 'a computed value says in no words'],
  [{ releases: 'new' }, '"new" is no range of releases'],
];

test.for(mistakes)('an entry with %o is told', ([other, problem]) => {
  expect(problemsOfList([entry(other)])).toEqual([expect.stringContaining(`: ${problem}`)]);
});

test('an entry that stands twice, or at the wrong place, is told', () => {
  expect(problemsOfList([entry(), entry()])).toEqual([expect.stringContaining('stands twice')]);
  expect(problemsOfList([entry({ target: 'raw' }), entry()])).toEqual([
    expect.stringContaining('is not in order: it belongs before tiny/raw'),
  ]);
});

test('fields of JSON that promises equal bytes are named, extents and the bytes themselves', () => {
  const [row] = new RecordedSuite().suite.rows;
  if (!row) throw new Error('the fixture suite has no rows');
  const type = { name: 'tiny-map-json', comparison: 'json-text', profileStem: 'case' } as const;
  const rows = [{ ...row, outputs: [{ type, step: 'info' }] }];
  const stdout = '{"": 0, "map": [{"start": 0, "length": 5, "zero": true}]}\n';
  const collection: Collection = {
    type,
    versions: ['10.0.2'],
    rows,
    entries: [],
    files: [],
    ownerOf: () => undefined,
    content: () => ({ text: '', sum: '' }),
    at: () => ({ kind: 'whole', triple: { stdout, stderr: '', meta: {} } }),
    print: () => undefined,
    lack: () => undefined,
  };
  const suite = { command: 'tiny', outputTypes: [type], rows };
  const problems = (field: string) =>
    problemsOfSuite([entry({ fields: { [field]: 'any' } })], suite, [collection]);
  const there = ['(document)', '(bytes)', '[""]', 'map', 'map: extent at 0', 'map: extent at 0: zero'];
  expect(there.flatMap(problems)).toEqual([]);
  expect(['line 1', 'map[0]', 'map: extent at 5'].flatMap(problems)).toHaveLength(3);
});

test('an entry must match a case, and name fields that the baselines have', () => {
  const made = new RecordedSuite();
  made.record(['10.0.2'], (row) => ({ format: row.target, children: [{ name: 'file' }] }));
  const problems = (other: Partial<KnownDivergence>) =>
    problemsOfSuite([entry(other)], made.suite, [made.collection()]);
  expect(problems({})).toEqual([]);
  expect(problems({ case: '1M-*' })).toEqual([]);
  expect(problems({ suite: 'create', case: 'none' })).toEqual([]);
  expect(problems({ fields: { 'children[0].name': 'any', 'exit code of info': 'any' } })).toEqual([]);
  expect(problems({ fields: { 'check of image.qcow2': 'any', '(document)': 'any' } })).toEqual([]);
  expect(problems({ case: '2M-*' })).toEqual([expect.stringContaining('matches no case of the suite')]);
  expect(problems({ target: 'vhdx' })).toEqual([expect.stringContaining('matches no case of the suite')]);
  for (const field of ['formats', 'exit code of dd', 'check of image.raw', 'info: format', 'children[1]']) {
    expect(problems({ fields: { [field]: 'any' } })).toEqual([
      expect.stringContaining(`no baseline of tiny/qcow2 has a field "${field}"`),
    ]);
  }
});
