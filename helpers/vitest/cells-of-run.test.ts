import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import type { CellReport } from '../reporting/cell-report.ts';
import { cellReport, divergedCell } from '../testing/cell-report.ts';
import { countOtherFailures, reportsOf } from './cells-of-run.ts';

/** A test file with tests that failed, and some that did not. */
function moduleWith(
  failed: readonly (CellReport | undefined)[],
  other: readonly CellReport[] = [],
): TestModule {
  const tests = (reports: readonly (CellReport | undefined)[]) =>
    reports.map((parity) => ({ meta: () => ({ parity }) }));
  return {
    errors: () => [],
    children: {
      allTests: (state?: string) => tests(state === 'failed' ? failed : [...failed, ...other]),
      allSuites: () => [{ errors: () => [] }, { errors: () => ['afterAll broke'] }],
    },
  } as unknown as TestModule;
}

const unrecorded = cellReport({ outcome: { mode: 'record', result: 'failed' } });

test('a failure that no report tells of is counted: of no cell, or of one that matched, or of a hook', () => {
  const failed = [undefined, cellReport(), divergedCell([]), unrecorded];
  expect(countOtherFailures([moduleWith(failed, [cellReport()])])).toBe(3);
});

test('every cell reports, and nothing else does', () => {
  const reports = [cellReport(), unrecorded];
  expect(reportsOf([moduleWith([undefined, ...reports])])).toEqual(reports);
});
