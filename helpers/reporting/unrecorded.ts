import { groupBy } from '../files/group-by.ts';
import { plural } from '../text/plural.ts';
import type { CellReport } from './cell-report.ts';

/** How many reasons are told, and how many cells of each. */
const REASONS_SHOWN = 20;
const CELLS_SHOWN = 5;

/** Which cells were not recorded, by reason, in lines; none where all were. */
export function unrecordedLines(reports: readonly CellReport[]): string[] {
  const failed = reports.filter(({ outcome }) => outcome.result === 'failed');
  if (failed.length === 0) return [];
  const reasons = [...groupBy(failed, reasonOf)];
  const more = reasons.length - REASONS_SHOWN;
  return [
    `NOT RECORDED: ${plural(failed.length, 'cell')}, of which what was recorded before stays`,
    ...reasons.slice(0, REASONS_SHOWN).flatMap(([reason, cells]) => {
      const names = cells
        .slice(0, CELLS_SHOWN)
        .map(({ suite, target, case: name, version }) => `  ${suite} ${target} ${name} @ ${version}`);
      const others = cells.length - names.length;
      return [reason, ...names, ...(others > 0 ? [`  and ${plural(others, 'cell')} more`] : [])];
    }),
    ...(more > 0 ? [`and ${plural(more, 'reason')} more`] : []),
  ].map((line, at) => (at === 0 ? line : `  ${line}`));
}

function reasonOf({ outcome }: CellReport): string {
  return (outcome.mode === 'record' ? outcome.reason : undefined) ?? 'no reason';
}
