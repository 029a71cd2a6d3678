import { basename, dirname, join } from 'node:path';
import type { TestModule, Vitest } from 'vitest/node';
import type { Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';
import { cellsOfSuite } from './suite-cells.ts';

/**
 * How many cells the test files of a run should have had, counted from the suites' tables and not from the tests
 * that were collected: a run that lost some must not be green.
 */
export async function countExpectedCells(
  vitest: Vitest,
  modules: readonly TestModule[],
  plan: Plan,
  mode: 'record' | 'verify',
): Promise<number> {
  let count = 0;
  for (const { moduleId } of modules) {
    const suite = await loadSuite(vitest, moduleId);
    if (suite) count += cellsOfSuite(suite, plan, mode).length;
  }
  return count;
}

/** `suites/create/create.test.ts` tests the suite of `suites/create/create.ts`. */
async function loadSuite(vitest: Vitest, testFile: string): Promise<Suite | undefined> {
  const folder = dirname(testFile);
  const command = basename(folder);
  if (basename(testFile) !== `${command}.test.ts`) return undefined;
  const module = await vitest.import<{ suite?: Suite }>(join(folder, `${command}.ts`));
  return module.suite;
}
