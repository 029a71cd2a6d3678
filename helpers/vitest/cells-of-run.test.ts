import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import type { CellReport } from '../reporting/cell-report.ts';
import { cellReport, divergedCell } from '../testing/cell-report.ts';
import { otherFailures, reportsOf } from './cells-of-run.ts';

/** A test file with tests that failed, and some that did not. */
function moduleWith(
  failed: readonly (CellReport | undefined)[],
  other: readonly CellReport[] = [],
): TestModule {
  const tests = (reports: readonly (CellReport | undefined)[]) =>
    reports.map((parity, at) => ({
      fullName: `test ${at}`,
      meta: () => ({ parity }),
      result: () => ({ errors: [{ message: 'is wrong' }, { message: 'in two ways' }] }),
    }));
  return {
    relativeModuleId: 'suites/tiny/tiny.test.ts',
    state: () => 'failed',
    errors: () => [{ message: 'does not load' }],
    children: {
      tests: () => tests(failed),
      suites: () => [],
      allTests: (state?: string) => tests(state === 'failed' ? failed : [...failed, ...other]),
      allSuites: () => [
        { fullName: 'tiny', state: () => 'passed', errors: () => [] },
        { fullName: 'tiny qcow2', state: () => 'failed', errors: () => [{ message: 'afterAll broke' }] },
      ],
    },
  } as unknown as TestModule;
}

const unrecorded = cellReport({ outcome: { mode: 'record', result: 'failed' } });

test('a failure that no report tells of is named: of no cell, of one that matched, of a hook, of a file', () => {
  const failed = [undefined, cellReport(), divergedCell([]), unrecorded];
  expect(otherFailures([moduleWith(failed, [cellReport()])])).toEqual([
    { name: 'test 0', message: 'is wrong\nin two ways' },
    { name: 'test 1', message: 'is wrong\nin two ways' },
    { name: 'tiny qcow2', message: 'afterAll broke' },
    { name: 'suites/tiny/tiny.test.ts', message: 'does not load' },
  ]);
});

test('a suite or a file that failed without a failure in it is named, the innermost', () => {
  const within = (suites: readonly unknown[], failed: readonly CellReport[] = []) => ({
    state: () => 'failed',
    errors: () => [],
    children: { tests: () => failed, suites: () => suites, allTests: () => [], allSuites: () => suites },
  });
  const named = (suites: readonly unknown[], failed?: readonly CellReport[]) =>
    otherFailures([{ relativeModuleId: 'tiny.test.ts', ...within(suites, failed) } as unknown as TestModule]);
  const message = 'failed, and nothing in it says why';
  expect(named([])).toEqual([{ name: 'tiny.test.ts', message }]);
  expect(named([{ fullName: 'tiny', ...within([]) }])).toEqual([{ name: 'tiny', message }]);
  expect(named([{ fullName: 'tiny', ...within([], [divergedCell([])]) }])).toEqual([]);
});

test('every cell reports, and nothing else does', () => {
  const reports = [cellReport(), unrecorded];
  expect(reportsOf([moduleWith([undefined, ...reports])])).toEqual(reports);
});
