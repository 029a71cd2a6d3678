import { plural } from '../text/plural.ts';
import type { VerifiedCell } from './cell-report.ts';
import { countJudged, countResults } from './counts.ts';

/** What beside its cells decides how a run ends. */
export interface Beside {
  /** tests that are no cells and failed: audits, review pages */
  readonly failedTests: number;
  /** errors of the run itself, in no test */
  readonly runErrors: number;
  /** too little ran or was judged: the reason is told above the verdict */
  readonly tooLittle: boolean;
}

/**
 * The verdict of a run in one phrase; what was skipped is counted apart from what was judged:
 * `132 of 148 judged cells diverged, 16 match, 0 known; 12 skipped; 3 errors`.
 */
export function verdictPhrase(cells: readonly VerifiedCell[], beside: Beside): string {
  const { match, known, diverged, stale, skipped, error } = countResults(cells);
  const judged = countJudged(cells);
  const wrong = [
    ...(error > 0 ? [plural(error, 'error')] : []),
    ...(stale > 0 ? [`${stale} stale`] : []),
    ...(beside.failedTests > 0 ? [`${plural(beside.failedTests, 'other test')} failed`] : []),
    ...(beside.runErrors > 0 ? [`${plural(beside.runErrors, 'error')} of the run itself`] : []),
    ...(beside.tooLittle ? ['FAILED'] : []),
  ];
  return [
    ...(cells.length === 0
      ? ['no cell ran']
      : [
          judged === 0
            ? 'nothing was judged'
            : `${diverged} of ${plural(judged, 'judged cell')} diverged, ${match} match, ${known} known`,
          `${skipped} skipped`,
        ]),
    ...(wrong.length > 0 ? [wrong.join(', ')] : []),
  ].join('; ');
}
