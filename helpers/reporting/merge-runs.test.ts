import { expect, test } from 'vitest';
import type { Plan } from '../plan/plan.ts';
import { readSettings } from '../plan/settings.ts';
import { settingsInForce } from '../plan/settings-in-force.ts';
import type { Reference } from '../references/reference.ts';
import { type Here, mergeRuns } from './merge-runs.ts';
import type { PlayedRun } from './played-run.ts';

const here = { ...readSettings('/here', {}), minimum: undefined };

const DEBIAN = 'qemu-img version 10.0.13 (Debian 1:10.0.13+ds-0+deb13u1)';

function reference(
  version: string,
  banner = `qemu-img version ${version}`,
  more: Partial<Reference> = {},
): Reference {
  const folder = `/there/qemu-img-binaries/x86_64/${version}`;
  return {
    version,
    arch: 'x86_64',
    banner,
    folder,
    program: `${folder}/qemu-img`,
    io: `${folder}/qemu-io`,
    lacks: [],
    ...more,
  };
}

/** A shard of three, played in a checkout that lies elsewhere. */
function shard(index: number, more: Partial<PlayedRun> = {}, plan: Partial<Plan> = {}): PlayedRun {
  return {
    plan: {
      settings: readSettings('/there', { PARITY_MIN_JUDGED: '7' }),
      candidate: { dialect: 'instar', path: `/build-${index}/instar`, version: '0.4.1', selfCheck: false },
      references: [reference('7.2.22'), reference('10.0.13', DEBIAN)],
      verifiable: ['10.0.13'],
      recording: false,
      shard: { index, count: 3, rows: [], others: {} },
      ...plan,
    } as unknown as Plan,
    asked: { suites: ['create'], filter: undefined } as unknown as PlayedRun['asked'],
    started: `2026-11-22T10:00:0${9 - index}Z`,
    harness: 'abc',
    changes: { data: [{ path: `/there/expected-outputs/${index}`, what: 'new' }], others: [] },
    candidateSum: 'e3b0c44298fc1c149afbf4c8996fb924',
    ...more,
  };
}

test('the shards of one run are one: where they lay, and where their candidate lay, does not matter', () => {
  const merged = mergeRuns([shard(2), shard(3), shard(1)], here);
  expect(merged).toMatchObject({
    run: {
      plan: { shard: undefined, candidate: { path: '/build-1/instar' }, settings: { report: here.report } },
      started: new Date('2026-11-22T10:00:06Z'),
      missing: undefined,
      harness: 'abc',
    },
  });
  const { run } = merged as Extract<typeof merged, { run: unknown }>;
  expect(run.plan.settings.minimum).toEqual({ amount: 7, unit: 'cells' });
  expect(run.changes?.data.map(({ path }) => path)).toEqual(
    [1, 2, 3].map((index) => `/here/expected-outputs/${index}`),
  );
});

test('what the shards are held against, and wherever that lies, does not matter', () => {
  const held = (index: number) => {
    const settings = readSettings(`/there-${index}`, { PARITY_BASE: 'base.json', PARITY_MIN_JUDGED: '7' });
    const references = [reference('10.0.13', DEBIAN, { folder: `/there-${index}/10.0.13` })];
    return shard(index, {}, { settings, references });
  };
  const inForce = (settings: Here) => {
    const merged = mergeRuns([held(1), held(2), held(3)], settings);
    return 'run' in merged ? settingsInForce(merged.run.plan) : merged.problems;
  };
  expect(inForce(here)).toMatchObject({ PARITY_BASE: null, PARITY_MIN_JUDGED: '7' });
  const own = readSettings('/here', { PARITY_BASE: 'whole.json', PARITY_MIN_JUDGED: '90%' });
  expect(inForce(own)).toMatchObject({ PARITY_BASE: '/here/whole.json', PARITY_MIN_JUDGED: '90%' });
});

test('what there is no report of is named', () => {
  expect(mergeRuns([shard(2)], here)).toMatchObject({
    run: { missing: 'there is no report of shards 1/3, 3/3' },
  });
});

const others: [what: string, other: PlayedRun, line: RegExp][] = [
  [
    'another commit',
    shard(2, { harness: 'def' }),
    /^the harness is not the same in all shards: abc \(shard 1\/3\); def \(shard 2\/3\)$/,
  ],
  [
    'another candidate',
    shard(2, { candidateSum: '0123456789abcdef' }),
    /^the candidate is not .*: instar \(0\.4\.1\) e3b0c44298fc \(.*; instar \(0\.4\.1\) 0123456789ab \(/,
  ],
  [
    'fewer references',
    shard(2, {}, { references: [reference('7.2.22')] }),
    /^the set of installed releases is not the same in all shards: 10\.0\.13 \(Debian \S+\) x86_64 \(shard 1\/3\); none but those of all \(shard 2\/3\)$/,
  ],
  [
    'another build of a reference',
    shard(2, {}, { references: [reference('7.2.22'), reference('10.0.13')] }),
    /^the set of installed releases is not .*: 10\.0\.13 \(Debian \S+\) x86_64 \(shard 1\/3\); 10\.0\.13 x86_64 \(shard 2\/3\)$/,
  ],
  [
    'a reference that can do less',
    shard(
      2,
      {},
      {
        references: [reference('7.2.22', undefined, { lacks: ['zstd'] }), reference('10.0.13', DEBIAN)],
      },
    ),
    /^the set of installed releases is not .*: 7\.2\.22 x86_64 \(shard 1\/3\); 7\.2\.22 x86_64 without zstd \(shard 2\/3\)$/,
  ],
  ['other releases', shard(2, {}, { verifiable: ['7.2.22'] }), /^the list of releases is not/],
  ['other suites', shard(2, { asked: { ...shard(2).asked, suites: ['dd'] } }), /^the list of suites is not/],
  [
    'another name filter',
    shard(2, { asked: { ...shard(2).asked, filter: 'raw' } }),
    /^-t is not .*: nothing \(shard 1\/3\); raw \(shard 2\/3\)$/,
  ],
  [
    'another setting',
    shard(
      2,
      {},
      { settings: readSettings('/there', { PARITY_READER: 'reference', PARITY_MIN_JUDGED: '7' }) },
    ),
    /^PARITY_READER is not/,
  ],
  ['a recording', shard(2, {}, { recording: true }), /^a recording has no report to merge$/],
  ['the same shard', shard(1), /^there are 2 reports of shard 1\/3$/],
  [
    'a shard of another run',
    shard(2, {}, { shard: { index: 2, count: 4, rows: [], others: {} } }),
    /^these are of different runs: shard 1\/3, shard 2\/4$/,
  ],
];

test.for(others)('a shard and %s are no run', ([, other, line]) => {
  expect(mergeRuns([shard(1), other], here)).toEqual({ problems: [expect.stringMatching(line)] });
});
