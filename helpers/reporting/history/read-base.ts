import type { Settings } from '../../plan/settings.ts';
import { shownPath } from '../../text/shown-path.ts';
import type { Base } from './compare-reports.ts';
import { readReport } from './read-report.ts';

/**
 * Reads the report that a run is to be held against, which may be the very one that it replaces.
 *
 * @returns undefined where PARITY_BASE names none
 * @throws UsageError where it names something else
 */
export function readBase({ base, root }: Pick<Settings, 'base' | 'root'>): Base | undefined {
  if (base === undefined) return undefined;
  return { path: shownPath(base, root), report: readReport(base, 'PARITY_BASE') };
}
