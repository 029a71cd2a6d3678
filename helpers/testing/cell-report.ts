import type { CellReport } from '../reporting/cell-report.ts';

/** What a verified cell that matched reports, with what a test wants otherwise. */
export function cellReport(other: Partial<CellReport> = {}): CellReport {
  return {
    suite: 'tiny',
    target: 'qcow2',
    case: '1M-default',
    version: '10.0.13',
    outcome: { mode: 'verify', result: 'match', judgements: [{ reader: 'candidate', result: 'match' }] },
    reproduce: [],
    baseline: 'expected-outputs/tiny-info-json/qcow2/10.0.13/1M-default.stdout.txt',
    candidateRuns: 2,
    ...other,
  };
}
