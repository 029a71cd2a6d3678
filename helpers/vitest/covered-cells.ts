import type { Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import type { Asked } from '../reporting/gate.ts';
import type { CellKey } from '../reporting/report.ts';
import { suitesOf } from './suites-of.ts';

/**
 * Tells which cells a run would have played if they were still there. One that was asked for some cells, releases or a
 * share of the test files says nothing of others; one that was asked for some suites says nothing of other suites.
 *
 * @param files test files of the run
 */
export async function coveredCells(
  vitest: Vitest,
  files: readonly string[],
  { settings, shard }: Plan,
  { filter }: Pick<Asked, 'filter'>,
  project: string,
): Promise<(cell: CellKey) => boolean> {
  if (filter !== undefined || settings.versions !== undefined || shard !== undefined) return () => false;
  const { testFiles } = await vitest.getProjectByName(project).globTestFiles();
  if (testFiles.every((file) => files.includes(file))) return () => true;
  const suites = (await suitesOf(files)).map(({ command }) => command);
  return ({ suite }) => suites.includes(suite);
}
