import { expect, test } from 'vitest';
import { parseMinimum } from '../plan/minimum.ts';
import { type Asked, type Played, reasonsToFail } from './gate.ts';

const asked: Asked = {
  suites: ['create', 'dd'],
  hasBaselines: true,
  unrecorded: [],
  cases: 5,
  cells: 10,
  expected: 10,
  filter: undefined,
  safety: 'safe',
};
const played: Played = { ran: 10, judged: 10, skips: {}, truncated: false, outOfTime: [] };

interface Run {
  readonly what: string;
  readonly asked?: Partial<Asked>;
  readonly played?: Partial<Played>;
  readonly minimum?: string;
  readonly reasons: readonly string[];
}

const nothing = { ran: 0, judged: 0 };
const runs: Run[] = [
  { what: 'that judged all', reasons: [] },
  { what: 'that judged one', played: { judged: 1, skips: { 'no /dev/kvm': 9 } }, reasons: [] },
  { what: 'that has no suite', asked: { suites: [], cells: 0, expected: 0 }, played: nothing, reasons: [] },
  {
    what: 'that has no suite, where cells are demanded',
    asked: { suites: [], cells: 0, expected: 0 },
    played: nothing,
    minimum: '1',
    reasons: ['nothing was judged: no suite is part of the run, and PARITY_MIN_JUDGED asks for cells'],
  },
  {
    what: 'one suite of which has no baselines',
    asked: { unrecorded: ['dd'] },
    reasons: ['nothing was judged of dd: there are no baselines of it at the releases of this run'],
  },
  {
    what: 'in which every cell was skipped',
    played: { judged: 0, skips: { 'no /dev/kvm': 9, 'mine: cannot': 1 } },
    reasons: ['nothing was judged: of 10 cells 10 skipped (9 × no /dev/kvm; 1 × mine: cannot)'],
  },
  {
    what: 'in which every cell was skipped or broke',
    played: { judged: 0, skips: { 'no /dev/kvm': 9 } },
    reasons: ['nothing was judged: of 10 cells 9 skipped (9 × no /dev/kvm), 1 ended in an error'],
  },
  {
    what: 'whose baselines are all broken',
    played: { judged: 0 },
    reasons: ['nothing was judged: of 10 cells 10 ended in an error'],
  },
  {
    what: 'that is a shard without a cell, of which a number and a share are demanded of all',
    asked: { cells: 0, expected: 0, ofAllShards: 30 },
    played: nothing,
    minimum: '90%',
    reasons: [],
  },
  {
    what: 'that is a shard, where more cells are demanded than it has',
    asked: { ofAllShards: 30 },
    minimum: '30',
    reasons: [],
  },
  {
    what: 'that is a shard and judged less than the share that is demanded',
    asked: { ofAllShards: 30 },
    played: { judged: 8, skips: { 'no /dev/kvm': 2 } },
    minimum: '90%',
    reasons: ['too few were judged: 8 of 10 cells (80%), PARITY_MIN_JUDGED=90%'],
  },
  {
    what: 'that is a shard of nothing',
    asked: { cells: 10, expected: 0, ofAllShards: 0, filter: 'nowhere' },
    played: nothing,
    reasons: ['nothing was judged: -t nowhere names no cell of create, dd'],
  },
  {
    what: 'that was merged without a shard',
    played: { ran: 6, judged: 6, truncated: true, missing: 'there is no report of shard 2/3' },
    reasons: ['TRUNCATED: 6 of 10 cells ran; there is no report of shard 2/3'],
  },
  {
    what: 'that was merged without a shard, and plays no suite',
    asked: { suites: [], cells: 0, expected: 0 },
    played: { ...nothing, truncated: true, missing: 'there is no report of shard 2/3' },
    reasons: ['TRUNCATED: 0 of 0 cells ran; there is no report of shard 2/3'],
  },
  {
    what: 'whose time was over before it had judged all',
    played: { judged: 3, outOfTime: ['TIME IS OVER: 7 of 10 cells'] },
    reasons: ['TIME IS OVER: 7 of 10 cells'],
  },
  {
    what: 'whose name filter means no cell',
    asked: { expected: 0, filter: 'review page' },
    played: nothing,
    reasons: ["nothing was judged: -t 'review page' names no cell of create, dd"],
  },
  {
    what: 'without baselines',
    asked: { hasBaselines: false, cells: 0, expected: 0, filter: 'raw' },
    played: nothing,
    reasons: ['nothing was judged: there are no baselines (npx vitest -u records them)'],
  },
  {
    what: 'of a suite without baselines',
    asked: { suites: ['map'], cells: 0, expected: 0 },
    played: nothing,
    reasons: ['nothing was judged: there are no baselines of map at the releases of this run'],
  },
  {
    what: 'whose safeties leave no case',
    asked: { suites: ['measure'], cases: 0, cells: 0, expected: 0, safety: 'malicious' },
    played: nothing,
    reasons: ['nothing was judged: PARITY_SAFETY=malicious leaves no case of measure'],
  },
  {
    what: 'that lost cells',
    played: { ran: 9, judged: 9, truncated: true },
    reasons: ['TRUNCATED: 9 of 10 cells ran'],
  },
  {
    what: 'that lost all cells',
    played: { ...nothing, truncated: true },
    reasons: ['TRUNCATED: 0 of 10 cells ran', 'nothing was judged: of 10 cells none ran'],
  },
  { what: 'that judged as many as demanded', played: { judged: 9 }, minimum: '9', reasons: [] },
  { what: 'that judged the share that was demanded', played: { judged: 9 }, minimum: '90%', reasons: [] },
  {
    what: 'that judged fewer than demanded',
    played: { judged: 9 },
    minimum: '300',
    reasons: ['too few were judged: 9 of 10 cells (90%), PARITY_MIN_JUDGED=300'],
  },
  {
    what: 'that judged a smaller share than demanded, of all cells and not of those that ran',
    played: { ran: 8, judged: 8, truncated: true },
    minimum: '90%',
    reasons: [
      'TRUNCATED: 8 of 10 cells ran',
      'too few were judged: 8 of 10 cells (80%), PARITY_MIN_JUDGED=90%',
    ],
  },
  {
    what: 'that missed the share by a hair',
    asked: { expected: 10_000 },
    played: { judged: 8_999 },
    minimum: '90%',
    reasons: ['too few were judged: 8999 of 10000 cells (89.9%), PARITY_MIN_JUDGED=90%'],
  },
];

test.for(runs)('a run $what', (run) => {
  const minimum = run.minimum === undefined ? undefined : parseMinimum('X', run.minimum);
  expect(reasonsToFail({ ...asked, ...run.asked }, { ...played, ...run.played }, minimum)).toEqual(
    run.reasons,
  );
});
