import { expect, test } from 'vitest';
import type { Plan } from '../plan/plan.ts';
import { cellReport } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import type { CellReport } from './cell-report.ts';
import {
  censusLines,
  countJudged,
  countReadings,
  countResults,
  skipReasons,
  verifiedCells,
} from './census.ts';
import { composeReport } from './report-file.ts';

type Outcome = CellReport['outcome'];
const skipped: Outcome = { mode: 'verify', result: 'skipped', judgements: [], reason: 'no /dev/kvm' };
const known: Outcome = {
  mode: 'verify',
  result: 'known',
  judgements: [
    {
      reader: 'candidate',
      result: 'known',
      differences: [],
      reason: 'another default',
      origin: 'documented',
      link: 'x',
    },
  ],
};
const diverged: Outcome = {
  mode: 'verify',
  result: 'diverged',
  judgements: [
    { reader: 'candidate', result: 'match' },
    { reader: 'reference', result: 'diverged', differences: [differs('a', { expected: 1, actual: 2 })] },
    { reader: 'check', result: 'error', reason: 'broke' },
  ],
};

const reports = [
  ...['7.2.18', '7.2.22', '10.0.13'].map((version) => cellReport({ version })),
  cellReport({ target: 'raw', version: '7.2.18', outcome: skipped }),
  cellReport({ target: 'raw', version: '10.0.13', outcome: skipped }),
  cellReport({ target: 'raw', version: '7.2.22', outcome: known }),
  cellReport({ suite: 'create', version: '7.2.22', outcome: diverged, reproduce: ['x'] }),
  cellReport({ outcome: { mode: 'record', result: 'written' } }),
];
const cells = verifiedCells(reports);

test('cells that were recorded are not verified ones', () => {
  expect(cells).toHaveLength(7);
});

test('results are counted, with none left out', () => {
  expect(countResults(cells)).toEqual({ match: 3, known: 1, diverged: 1, stale: 0, skipped: 2, error: 0 });
  expect(skipReasons(cells)).toEqual({ 'no /dev/kvm': 2 });
});

test('a cell is judged when somebody compared something, and counts for each who read it', () => {
  const broke: Outcome = {
    mode: 'verify',
    result: 'error',
    judgements: [{ reader: 'candidate', result: 'error', reason: 'no JSON' }],
  };
  const both = [...cells, ...verifiedCells([cellReport({ outcome: broke })])];
  expect(countJudged(both)).toBe(5);
  expect(countReadings(both)).toEqual({ candidate: 5, reference: 1 });
});

test('the last lines are counts by suite, ranges of releases by result, and reasons', () => {
  expect(censusLines(cells)).toEqual([
    'suite   cells  match  known  diverged  stale  skipped  error',
    'create      1      0      0         1      0        0      0',
    'tiny        6      3      1         0      0        2      0',
    'all         7      3      1         1      0        2      0',
    '',
    'suite   target  result    cells  releases',
    'create  qcow2   diverged      1  7.2.22',
    'tiny    qcow2   match         3  7.2.18-10.0.13',
    'tiny    raw     known         1  7.2.22',
    'tiny    raw     skipped       2  7.2.18, 10.0.13',
    '',
    'skipped:',
    '  2 × no /dev/kvm',
    '',
    'known:',
    '  1 × tiny › raw › 1M-default: another default (documented, not yet seen)',
  ]);
});

test('a run without cells has a census too', () => {
  expect(censusLines([])).toHaveLength(4);
});

test("parity.json has the contract's keys, and one failure for each reader that found something", () => {
  const plan = {
    candidate: { dialect: 'instar', path: undefined, version: undefined, selfCheck: true },
    verifiable: ['7.2.22'],
  } as unknown as Plan;
  const report = composeReport(plan, reports, { expectedCells: 9, truncated: true });
  expect(report).toMatchObject({
    candidate: { dialect: 'instar', path: null, version: null, self_check: true },
    versions: ['7.2.22'],
    expected_cells: 9,
    truncated: true,
    candidate_runs: 14,
    cells: { match: 3, known: 1, diverged: 1, stale: 0, skipped: 2, error: 0 },
    suites: { create: { diverged: 1 }, tiny: { match: 3 } },
    skips: { 'no /dev/kvm': 2 },
  });
  const common = {
    suite: 'create',
    target: 'qcow2',
    case: '1M-default',
    version: '7.2.22',
    reproduce: ['x'],
  };
  expect(report.failures).toEqual([
    {
      ...common,
      reader: 'reference',
      result: 'diverged',
      differences: [{ path: 'a', expected: 1, actual: 2 }],
      baseline: cellReport().baseline,
    },
    {
      ...common,
      reader: 'check',
      result: 'error',
      reason: 'broke',
      differences: [],
      baseline: cellReport().baseline,
    },
  ]);
});
