import { groupBy } from '../files/group-by.ts';
import { plural } from '../text/plural.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { CellReport } from './cell-report.ts';
import { overReleases, type SaidOfReleases } from './over-releases.ts';

/** How many reasons are told, and how many cases of each. */
const REASONS_SHOWN = 20;
const CASES_SHOWN = 5;

/** A cell that has no new baseline, and why. */
interface Left {
  readonly text: string;
  readonly version: string;
  readonly name: string;
}

/** Why cells were not played while recording, in lines; none where all were. */
export function unplayedLines(reports: readonly CellReport[]): string[] {
  const reasons = reasonsOf(reports, 'skipped');
  if (reasons.length === 0) return [];
  const more = reasons.length - REASONS_SHOWN;
  return [
    'skipped:',
    ...reasons.slice(0, REASONS_SHOWN).map(({ text, members }) => `  ${members.length} × ${text}`),
    ...(more > 0 ? [`  and ${plural(more, 'reason')} more`] : []),
  ];
}

/** Which cells were not recorded, by reason, in lines; none where all were. */
export function unrecordedLines(reports: readonly CellReport[]): string[] {
  const reasons = reasonsOf(reports, 'failed');
  if (reasons.length === 0) return [];
  const all = releasesOf(reports);
  const count = reasons.reduce((sum, { members }) => sum + members.length, 0);
  const more = reasons.length - REASONS_SHOWN;
  return [
    `NOT RECORDED: ${plural(count, 'cell')}, of which what was recorded before stays`,
    ...reasons.slice(0, REASONS_SHOWN).flatMap(({ text, members }) => {
      const cases = [...groupBy(members, ({ name }) => name)];
      const told = cases.slice(0, CASES_SHOWN).map(([name, cells]) => {
        const versions = cells.map(({ version }) => version);
        return `    ${name} @ ${versionRanges(versions, all)}`;
      });
      const others = cases.slice(CASES_SHOWN).reduce((sum, [, cells]) => sum + cells.length, 0);
      return [`  ${text}`, ...told, ...(others > 0 ? [`    and ${plural(others, 'cell')} more`] : [])];
    }),
    ...(more > 0 ? [`  and ${plural(more, 'reason')} more`] : []),
  ];
}

function reasonsOf(reports: readonly CellReport[], result: 'skipped' | 'failed'): SaidOfReleases<Left>[] {
  const left = reports.flatMap(({ outcome, version, suite, target, case: title }): Left[] => {
    if (outcome.mode !== 'record' || outcome.result !== result) return [];
    return [{ text: outcome.reason ?? 'no reason', version, name: `${suite} ${target} ${title}` }];
  });
  return overReleases(left, releasesOf(reports));
}

function releasesOf(reports: readonly CellReport[]): Set<string> {
  return new Set(reports.map(({ version }) => version));
}
