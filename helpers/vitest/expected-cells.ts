import { basename, dirname, join } from 'node:path';
import type { TestModule, Vitest } from 'vitest/node';
import { recordedVersions } from '../baselines/store.ts';
import { cellsOf } from '../cells/cell.ts';
import type { Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';

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
    if (!suite) continue;
    const recorded = suite.outputTypes.flatMap(({ name }) =>
      recordedVersions(plan.settings.expectedOutputs, name),
    );
    const versions =
      mode === 'record' ? plan.recordable : plan.verifiable.filter((version) => recorded.includes(version));
    const { safeties } = plan.settings;
    const rows = suite.rows.filter(({ image }) => image === undefined || safeties.includes(image.safety));
    count += cellsOf(rows, versions).length;
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
