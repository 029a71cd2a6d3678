import type { TestProject } from 'vitest/node';
import { testName } from '../cells/cell.ts';
import { groupBy } from '../files/group-by.ts';
import { rowKey } from '../pipeline/row.ts';
import type { Plan, Shard, Share } from '../plan/plan.ts';
import { sharesOf } from '../plan/shares.ts';
import { cellsOfSuite } from './suite-cells.ts';
import { suitesOf } from './suites-of.ts';

/**
 * What a shard plays: of all suites as many cells as any other shard, in whole rows, and what is no cell (audits, pages) of
 * every so-manieth test file. It depends on no file filter, so that shards share one division whatever they are asked for.
 *
 * @param pattern the name filter: what it leaves out is played by nobody
 */
export async function shareOfRun(
  project: TestProject,
  plan: Plan,
  { index, count }: Shard,
  pattern: RegExp | undefined,
): Promise<Share> {
  const files = (await project.globTestFiles()).testFiles.sort();
  const suites = await suitesOf(files);
  const cells = suites
    .flatMap((suite) => cellsOfSuite(suite, plan, 'verify'))
    .filter((cell) => !pattern || testName(cell).match(pattern) !== null);
  const loads = [...groupBy(cells, ({ row }) => rowKey(row))].map(([key, { length }]) => ({
    key,
    cells: length,
  }));
  const shares = sharesOf(loads, count);
  return {
    index,
    count,
    rows: loads.flatMap(({ key }) => (shares.get(key) === index ? key : [])),
    others: Object.fromEntries(files.map((file, at) => [file, (at % count) + 1])),
  };
}
