import type { VerifiedCell } from './cell-report.ts';
import { censusLines, knownLines, noteLines, skipLines } from './census.ts';

/**
 * The end of a verification below what was found, and but for the verdict: what was skipped, noted and known, the census.
 */
export function countingLines(cells: readonly VerifiedCell[]): string[] {
  const parts = [skipLines(cells), noteLines(cells), knownLines(cells), censusLines(cells)];
  return parts.filter((lines) => lines.length > 0).flatMap((lines) => ['', ...lines]);
}
