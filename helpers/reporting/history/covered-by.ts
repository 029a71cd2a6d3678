import type { CellKey, Report } from '../report.ts';

/**
 * Tells which cells a run would have played if they were still there, as far as its report tells. As of a run itself
 * (vitest/covered-cells.ts): one that was asked for some cells, releases or a share says nothing of others, and one that was
 * given up nothing of what it has not played.
 */
export function coveredBy({ asked, settings, shard, verdict }: Report): (cell: CellKey) => boolean {
  if (verdict.cancelled || shard !== null || settings.PARITY_VERSIONS !== null) return () => false;
  // Only a run that was cancelled does not know.
  if (asked === null) return () => true;
  if (asked.filter !== null) return () => false;
  return ({ suite }) => asked.suites.includes(suite);
}
