import { isComparison, RESULTS, type Result } from '../cells/verdict.ts';
import { groupBy } from '../files/group-by.ts';
import type { ImageReader } from '../pipeline/reader.ts';
import { type CellReport, isVerified, judgementsOf, type VerifiedCell } from './cell-report.ts';
import { overReleases, type Said, type SaidOfReleases } from './over-releases.ts';

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

/** Why cells were skipped, with how many; every release has its own where it is named. */
export function skipReasons(cells: readonly VerifiedCell[]): Record<string, number> {
  return inOrder(
    [...groupBy(skipsOf(cells), ({ text }) => text)].map(([text, members]) => ({ text, members })),
  );
}

/** As `skipReasons`, but told once where they differ in the release alone. */
export function skipReasonsOverReleases(cells: readonly VerifiedCell[]): Record<string, number> {
  return inOrder(overReleases(skipsOf(cells), new Set(cells.map(({ version }) => version))));
}

function skipsOf(cells: readonly VerifiedCell[]): Said[] {
  return cells.flatMap(({ outcome, version }) =>
    outcome.result === 'skipped' ? [{ text: outcome.reason, version }] : [],
  );
}

function inOrder(reasons: readonly SaidOfReleases<Said>[]): Record<string, number> {
  return Object.fromEntries(
    reasons.map(({ text, members }): [string, number] => [text, members.length]).sort(),
  );
}
