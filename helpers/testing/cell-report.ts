import type { Judgement, Result } from '../cells/verdict.ts';
import type { Difference } from '../comparison/difference.ts';
import type { CellReport, VerifiedCell } from '../reporting/cell-report.ts';

/** What a verified cell that matched reports, with what a test wants otherwise. */
export function cellReport(other: Partial<CellReport> = {}): CellReport {
  return {
    suite: 'tiny',
    target: 'qcow2',
    case: '1M-default',
    version: '10.0.13',
    outcome: { mode: 'verify', result: 'match', judgements: [{ reader: 'candidate', result: 'match' }] },
    reproduce: [],
    observes: { info: 'info' },
    baseline: 'expected-outputs/tiny-info-json/qcow2/10.0.13/1M-default.stdout.txt',
    comparesData: false,
    candidateRuns: 2,
    ...other,
  };
}

/** What a cell reports that ended otherwise. */
export function verifiedCell(
  result: Exclude<Result, 'skipped'>,
  judgements: readonly Judgement[],
  other: Partial<Omit<CellReport, 'outcome'>> = {},
  notes?: readonly string[],
): VerifiedCell {
  return {
    ...cellReport(other),
    outcome: { mode: 'verify', result, judgements, ...(notes === undefined ? {} : { notes }) },
  };
}

/** What a cell reports in which a candidate's fields differ. */
export function divergedCell(
  differences: readonly Difference[],
  other: Partial<Omit<CellReport, 'outcome'>> = {},
): VerifiedCell {
  return verifiedCell('diverged', [{ reader: 'candidate', result: 'diverged', differences }], other);
}
