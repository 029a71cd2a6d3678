import type { VerifiedCell } from './cell-report.ts';
import { countingLines } from './census-lines.ts';
import { findingsList } from './findings-list.ts';
import { reached } from './out-of-time.ts';

/** How many lines tell how the baselines are mended; when these are followed, the next run tells the rest. */
const MENDS_SHOWN = 5;

/** The end of a verification, but for where its report is and for the verdict. */
export interface EndOfRun {
  /** commands are copied from these lines: they have nothing before them */
  readonly findings: readonly string[];
  readonly counts: readonly string[];
}

/**
 * What the end of a verification tells. Of a whole run whose cells diverge for three causes this is, with what Vitest
 * prints, at most 150 lines, however many cells, reasons and notes there are.
 *
 * @param rest where to read what is not told here
 * @param mending how the baselines are mended, the commands first
 */
export function endOfRun(
  cells: readonly VerifiedCell[],
  rest: string,
  mending: readonly string[] = [],
): EndOfRun {
  const more = mending.length - MENDS_SHOWN;
  return {
    // That the time was over is one thing, however many cells it touches; it is told beside the verdict.
    findings: findingsList(reached(cells), rest),
    counts: [
      ...countingLines(cells),
      '',
      ...mending.slice(0, MENDS_SHOWN),
      ...(more > 0 ? [`and ${more} more, when these are done`] : []),
      ...(mending.length > 0 ? [''] : []),
    ],
  };
}
