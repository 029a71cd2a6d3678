import { isComparison, RESULTS, type Result } from '../cells/verdict.ts';
import { groupBy } from '../files/group-by.ts';
import type { ImageReader } from '../pipeline/reader.ts';
import { type CellReport, isVerified, judgementsOf, type VerifiedCell } from './cell-report.ts';

export type Counts = Readonly<Record<Result, number>>;

export function verifiedCells(reports: readonly CellReport[]): VerifiedCell[] {
  return reports.filter(isVerified);
}

export function countResults(cells: readonly VerifiedCell[]): Counts {
  const count = (result: Result) => cells.filter(({ outcome }) => outcome.result === result).length;
  return Object.fromEntries(RESULTS.map((result) => [result, count(result)])) as Counts;
}

export function countBySuite(cells: readonly VerifiedCell[]): Record<string, Counts> {
  const suites = [...new Set(cells.map(({ suite }) => suite))].sort();
  return Object.fromEntries(
    suites.map((suite) => [suite, countResults(cells.filter((cell) => cell.suite === suite))]),
  );
}

/** Cells in which at least one reader compared something. */
export function countJudged(cells: readonly VerifiedCell[]): number {
  return cells.filter((cell) => judgementsOf(cell).some(isComparison)).length;
}

/** Cells in which each reader compared something. */
export function countReadings(cells: readonly VerifiedCell[]): Record<ImageReader, number> {
  const count = (reader: ImageReader) =>
    cells.filter((cell) =>
      judgementsOf(cell).some((judgement) => judgement.reader === reader && isComparison(judgement)),
    ).length;
  return { candidate: count('candidate'), reference: count('reference') };
}

/** Judged cells in which an image is written, and those of them in which what a guest reads from it was compared. */
export function countGuestData(cells: readonly VerifiedCell[]): { written: number; compared: number } {
  const written = cells.filter((cell) => cell.comparesData && judgementsOf(cell).some(isComparison));
  const compared = written.filter((cell) =>
    judgementsOf(cell).some((judgement) => judgement.reader === 'compare' && isComparison(judgement)),
  );
  return { written: written.length, compared: compared.length };
}

/** Why cells were skipped, with how many. */
export function skipReasons(cells: readonly VerifiedCell[]): Record<string, number> {
  const reasons = cells.flatMap(({ outcome }) => (outcome.result === 'skipped' ? outcome.reason : []));
  return Object.fromEntries(
    [...groupBy(reasons, (reason) => reason)]
      .map(([reason, members]): [string, number] => [reason, members.length])
      .sort(),
  );
}
