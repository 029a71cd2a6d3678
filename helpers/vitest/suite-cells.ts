import { recordedVersions } from '../baselines/store.ts';
import { type Cell, cellsOf } from '../cells/cell.ts';
import { chosenRows, type Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';

/** The cells of a suite in a run: to record, of all chosen releases; to verify, of those that have its baselines. */
export function cellsOfSuite(suite: Suite, plan: Plan, mode: 'record' | 'verify'): Cell[] {
  const { settings, recordable, verifiable } = plan;
  const rows = chosenRows(suite.rows, settings.safeties);
  if (mode === 'record') return cellsOf(rows, recordable);
  const recorded = new Set(
    suite.outputTypes.flatMap(({ name }) => recordedVersions(settings.expectedOutputs, name)),
  );
  return cellsOf(
    rows,
    verifiable.filter((version) => recorded.has(version)),
  );
}
