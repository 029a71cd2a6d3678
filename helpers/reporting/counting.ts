import type { VerifiedCell } from './cell-report.ts';
import { censusLines, knownLines, noteLines, skipLines } from './census.ts';

/** How many reasons the lists above the census have together. */
const REASONS_SHOWN = 12;

/**
 * The end of a verification below what was found, and but for the verdict: what was skipped, noted and known, the census.
 */
export function countingLines(cells: readonly VerifiedCell[]): string[] {
  const lists = [skipLines, noteLines, knownLines].filter((list) => list(cells, 0).length > 0);
  const room = Math.floor(REASONS_SHOWN / Math.max(1, lists.length));
  return [...lists.map((list) => list(cells, room)), censusLines(cells)].flatMap((lines) => ['', ...lines]);
}
