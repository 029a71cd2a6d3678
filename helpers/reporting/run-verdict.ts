import { isFailure } from '../cells/verdict.ts';
import type { Plan } from '../plan/plan.ts';
import type { VerifiedCell } from './cell-report.ts';
import type { Change } from './history/change.ts';
import { againstPhrase } from './history/change-words.ts';
import type { FailedTest, RunVerdict } from './report.ts';
import { runName } from './run-name.ts';
import { verdictPhrase } from './verdict-line.ts';

/** What beside its cells decides how a run ends. */
export interface BesideCells {
  readonly failedTests: readonly FailedTest[];
  /** errors of the run itself, in no test */
  readonly runErrors: number;
  /** for what else it fails, a line each */
  readonly reasons: readonly string[];
}

/**
 * How a run has ended that has come to its end.
 *
 * @param change since an older report, where the run is to fail for what has become worse alone
 */
export function verdictOfRun(
  cells: readonly VerifiedCell[],
  run: Pick<Plan, 'shard' | 'candidate'>,
  { failedTests, runErrors, reasons }: BesideCells,
  change?: Change,
): RunVerdict {
  const beside = { failedTests: failedTests.length, runErrors, tooLittle: reasons.length > 0 };
  const isWrong = change
    ? change.counts.regressed > 0
    : cells.some(({ outcome }) => isFailure(outcome.result));
  const against = change ? [againstPhrase(change)] : [];
  return {
    passed: !isWrong && reasons.length === 0 && failedTests.length === 0 && runErrors === 0,
    cancelled: false,
    line: [verdictPhrase(cells, beside), runName(run), ...against].join(' · '),
    reasons,
    failed_tests: failedTests,
    run_errors: runErrors,
  };
}

/** How a run has ended that was given up before. */
export function cancelledVerdict(line: string, { failedTests, runErrors, reasons }: BesideCells): RunVerdict {
  return { passed: false, cancelled: true, line, reasons, failed_tests: failedTests, run_errors: runErrors };
}
