import type { Vitest } from 'vitest/node';
import { type Cell, cellsOf, testName } from '../cells/cell.ts';
import { chosenRows } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';
import type { Asked } from '../reporting/gate.ts';
import { cellsOfSuite } from './suite-cells.ts';
import { suitesOf } from './suites-of.ts';

type Mode = 'record' | 'verify';

/** A test file, collected or not. */
interface TestFile {
  readonly moduleId: string;
}

/**
 * What the test files of a run should have played, counted from the suites' tables and not from the tests that were
 * collected: a run that lost some must not be green.
 */
export async function whatIsAsked(
  vitest: Vitest,
  files: readonly TestFile[],
  plan: Plan,
  mode: Mode,
): Promise<Asked> {
  const { settings } = plan;
  const pattern = vitest.getGlobalTestNamePattern();
  const suites = await suitesOf(files.map(({ moduleId }) => moduleId));
  const cells = suites.flatMap((suite) => cellsOfSuite(suite, plan, mode));
  // As Vitest matches: anywhere in the name.
  const isNamed = (cell: Cell) => !pattern || testName(cell).match(pattern) !== null;
  const releases = plan.verifiable.map((version) => ({ version }));
  const whole = { ...plan, shard: undefined };
  const ofAllShards = plan.shard ? suites.flatMap((suite) => cellsOfSuite(suite, whole, mode)) : cells;
  const unrecorded = suites.filter(
    ({ command, rows }) =>
      !ofAllShards.some(({ row }) => row.suite === command) &&
      cellsOf(chosenRows(rows, settings.safeties), releases).some(isNamed),
  );
  return {
    suites: suites.map(({ command }) => command),
    hasBaselines: plan.recorded.length > 0,
    unrecorded: unrecorded.map(({ command }) => command),
    cases: suites.flatMap(({ rows }) => chosenRows(rows, settings.safeties)).length,
    cells: cells.length,
    expected: cells.filter(isNamed).length,
    filter: pattern?.source,
    safety: settings.safeties.join(),
    ...(plan.shard ? { ofAllShards: ofAllShards.filter(isNamed).length } : {}),
  };
}

/** How many cells the test files of a run are to play; of a run that is filtered by name, those that it names. */
export async function countExpectedCells(
  vitest: Vitest,
  files: readonly TestFile[],
  plan: Plan,
  mode: Mode,
): Promise<number> {
  return (await whatIsAsked(vitest, files, plan, mode)).expected;
}
