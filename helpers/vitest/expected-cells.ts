import { basename, dirname } from 'node:path';
import type { TestModule, Vitest } from 'vitest/node';
import { loadSuite } from '../plan/find-suites.ts';
import type { Plan } from '../plan/plan.ts';
import { cellsOfSuite } from './suite-cells.ts';

/**
 * How many cells the test files of a run should have had, counted from the suites' tables and not from the tests
 * that were collected: a run that lost some must not be green.
 */
export async function countExpectedCells(
  vitest: Vitest,
  modules: readonly Pick<TestModule, 'moduleId'>[],
  plan: Plan,
  mode: 'record' | 'verify',
): Promise<number> {
  let count = 0;
  for (const { moduleId } of modules) {
    const folder = dirname(moduleId);
    // `suites/create/create.test.ts` plays the suite of its folder; other test files play none.
    if (basename(moduleId) !== `${basename(folder)}.test.ts`) continue;
    const suite = await loadSuite(folder, (path) => vitest.import(path));
    count += cellsOfSuite(suite, plan, mode).length;
  }
  return count;
}
