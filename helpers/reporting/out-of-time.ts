import { plural } from '../text/plural.ts';
import type { VerifiedCell } from './cell-report.ts';

/**
 * Why a cell has not been played to its end.
 *
 * @param limit milliseconds of the run
 */
export function outOfTime(limit: number | undefined): string {
  return `the time limit of ${(limit ?? 0) / 60_000} min for the run (PARITY_TIME_LIMIT) was over`;
}

/** The reason of a cell that the time of the run did not suffice for. */
export function notJudged(limit: number | undefined): string {
  return `not judged: ${outOfTime(limit)}`;
}

/** Cells that were judged, or could have been: what the time limit of the run has left. */
export function reached<T extends Pick<VerifiedCell, 'isOutOfTime'>>(cells: readonly T[]): T[] {
  return cells.filter(({ isOutOfTime }) => !isOutOfTime);
}

/** How many cells the time of a run did not suffice for, with the reason, in a line; nothing where it did. */
export function outOfTimeLines(cells: readonly VerifiedCell[], limit: number | undefined): string[] {
  const late = cells.length - reached(cells).length;
  if (late === 0) return [];
  return [`TIME IS OVER: ${late} of ${plural(cells.length, 'cell')} were not judged, ${outOfTime(limit)}`];
}
