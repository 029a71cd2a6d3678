import { recordedVersions } from '../baselines/store.ts';
import { type Cell, cellsOf } from '../cells/cell.ts';
import { chosenRows, type Row, rowKey, type Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';
import { chooseVersion } from '../versions/choose.ts';
import { sortVersions } from '../versions/order.ts';

/** Releases that a suite has baselines of. */
export function recordedBySuite({ outputTypes }: Suite, { settings }: Plan): string[] {
  return sortVersions(
    new Set(outputTypes.flatMap(({ name }) => recordedVersions(settings.expectedOutputs, name))),
  );
}

/**
 * The cells of a suite in a run: to record, of all chosen releases; to verify, of those that have its baselines, and
 * of those that have none in any suite, which are judged by the nearest. Of a shard, those of its rows: the releases of one
 * stay together, since they share the candidate's work.
 */
export function cellsOfSuite(suite: Suite, plan: Plan, mode: 'record' | 'verify'): Cell[] {
  const { recordable, verifiable } = plan;
  const rows = rowsOfShard(suite, plan);
  if (mode === 'record') {
    return cellsOf(
      rows,
      recordable.map((version) => ({ version })),
    );
  }
  const own = recordedBySuite(suite, plan);
  const releases = verifiable.flatMap((version) => {
    if (own.includes(version)) return [{ version }];
    const judgedBy = plan.recorded.includes(version) ? undefined : chooseVersion(own, version);
    return judgedBy === undefined ? [] : [{ version, judgedBy }];
  });
  return cellsOf(rows, releases);
}

function rowsOfShard({ rows }: Suite, { settings, shard }: Plan): Row[] {
  const chosen = chosenRows(rows, settings.safeties);
  if (shard === undefined) return chosen;
  const keys = new Set(shard.rows);
  return chosen.filter((row) => keys.has(rowKey(row)));
}
