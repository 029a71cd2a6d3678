import { expect, test } from 'vitest';
import qemuImg from '../../dialects/qemu-img.ts';
import type { Computed, KnownDivergence } from '../../pipeline/known-divergence.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { rewriteInfo } from './kinds/info.ts';
import { writeLauncher } from './launcher.ts';
import { results, told } from './try-faults.ts';

const CELL = 'create/qcow2/1M-default';
const { ground, rows } = await groundFor([CELL, 'create/qcow2/1G-cs-4k', 'create/raw/1M-default']);

const cluster = (text: string) => rewriteInfo(`s/"cluster-size": 65536/"cluster-size": ${text}/`);
const corrupt = rewriteInfo('s/\\("cluster-size": \\)65536\\(.*"corrupt": \\)false/\\11\\2true/');

const entry: KnownDivergence = {
  suite: 'create',
  target: 'qcow2',
  case: '1M-default',
  releases: 'all',
  reader: 'candidate',
  fields: { 'cluster-size': { is: 1 } },
  origin: 'documented',
  reason: 'a reason',
  link: 'https://example.org/',
};

/** The entry for a value that is not written down. */
const computed = (words: string, value: Computed['value']): Partial<KnownDivergence> => ({
  fields: { 'cluster-size': { words, value } },
});
const asSize = computed('the virtual size', ({ said }) => said('virtual-size'));
const asInput = computed('the number of the size', ({ row }) =>
  Number.parseInt(`${row.parameters.size_str}`, 10),
);

/** A fault of one cell's cluster-size, an entry that may or may not cover it, and what becomes of the cell. */
const TRIALS: readonly [
  name: string,
  script: string,
  entries: Partial<KnownDivergence>[],
  expected: string,
][] = [
  ['no entry', cluster('1'), [], 'diverged'],
  ['an entry with the value', cluster('1'), [{}], 'known'],
  ['an entry with another value', cluster('2'), [{}], 'diverged'],
  ['an entry for any value', cluster('2'), [{ fields: { 'cluster-size': 'any' } }], 'known'],
  ['an entry with a value of another type', cluster('"1"'), [{}], 'diverged'],
  ['an entry with the value, computed from what the release printed', cluster('1048576'), [asSize], 'known'],
  ['an entry with another value, computed from it', cluster('1048577'), [asSize], 'diverged'],
  ['an entry with the value, computed from the case', cluster('1'), [asInput], 'known'],
  ['an entry with another value, computed from the case', cluster('2'), [asInput], 'diverged'],
  [
    'an entry with a value that nothing tells',
    cluster('1'),
    [computed('of no release', ({ said }) => said('cluster-size', '1.0.0'))],
    'diverged',
  ],
  ['an entry for another field', cluster('1'), [{ fields: { corrupt: 'any' } }], 'diverged'],
  ['an entry for one of two fields', corrupt, [{}], 'diverged'],
  [
    'an entry for two fields',
    corrupt,
    [{ fields: { 'cluster-size': { is: 1 }, 'format-specific.data.corrupt': { is: true } } }],
    'known',
  ],
  [
    'two entries, one field each',
    corrupt,
    [{}, { fields: { 'format-specific.data.corrupt': { is: true } } }],
    'known',
  ],
  ['nothing differs', 'exec "$REAL" "$@"', [{}], 'stale'],
  [
    'one of two entries explains nothing',
    cluster('1'),
    [{}, { fields: { 'format-specific.data.corrupt': { is: true } } }],
    'stale',
  ],
  ['a pattern that matches', cluster('1'), [{ case: '1M-*' }], 'known'],
  ['a pattern that is only part of the name', cluster('1'), [{ case: '1M' }], 'diverged'],
  ['a pattern that is only the end of the name', cluster('1'), [{ case: 'default' }], 'diverged'],
  ['a pattern whose signs are literal', cluster('1'), [{ case: '1M.default' }], 'diverged'],
  ['another suite', cluster('1'), [{ suite: 'dd' }], 'diverged'],
  ['another target', cluster('1'), [{ target: 'vmdk' }], 'diverged'],
  ['whoever reads', cluster('1'), [{ reader: 'any' }], 'stale'],
  ['another reader', cluster('1'), [{ reader: 'check' }], 'diverged'],
  ['other releases', cluster('1'), [{ releases: '1.0.0-1.9.9' }], 'diverged'],
  ['a range of releases', cluster('1'), [{ releases: '1-999' }], 'known'],
];

test.for(TRIALS)('%s', async ([name, script, entries, expected], context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const program = writeLauncher(ground.folder, name, ground.reference.program, { on: 'info', script });
  const knownDivergences = entries.map((change) => ({ ...entry, ...change }));
  // The script touches every qcow2 cell of 64k clusters: one of the three.
  const verdicts = await ground.judge(program, rows, { dialect: { ...qemuImg, knownDivergences } });
  expect(results(verdicts)).toEqual({
    ...Object.fromEntries([...verdicts.keys()].map((key) => [key, 'match'])),
    [CELL]: expected,
  });
  const text = told(verdicts.get(CELL));
  if (expected === 'known')
    expect(text).toContain('"reason":"a reason","origin":"documented","link":"https://example.org/"');
  if (expected === 'stale') expect(text).toContain('delete the entry create/qcow2/1M-default @ all');
});

test('a difference from the value of an entry says which one that is', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const fault = { on: 'info', script: cluster('1048577') } as const;
  const program = writeLauncher(ground.folder, 'wrong-value', ground.reference.program, fault);
  const dialect = { ...qemuImg, knownDivergences: [{ ...entry, ...asSize }] };
  const text = told((await ground.judge(program, rows, { dialect })).get(CELL));
  expect(text).toContain('"expected":65536,"actual":1048577,"known":"1048576, the virtual size"');
});

test('an expected refusal is known by the exit code of the step', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const refuses = { on: 'create', script: '[ "$3" = raw ] || exec "$REAL" "$@"; exit 1' } as const;
  const program = writeLauncher(ground.folder, 'refuses', ground.reference.program, refuses);
  const refusal = { ...entry, target: 'raw', fields: { 'exit code of create': { is: 1 } } };
  const known = { dialect: { ...qemuImg, knownDivergences: [refusal] } };
  expect(results(await ground.judge(program, rows, known))).toMatchObject({
    'create/raw/1M-default': 'known',
  });
});
