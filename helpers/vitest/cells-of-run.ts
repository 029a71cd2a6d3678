import type { TestCase, TestModule } from 'vitest/node';
import type { Mend } from '../baselines/mend.ts';
import { isFailure } from '../cells/verdict.ts';
import { type CellReport, isVerified } from '../reporting/cell-report.ts';

/** What a test has told of its cell, if it is one and has ended. */
export function reportOfTest(test: TestCase): CellReport | undefined {
  return test.meta().parity;
}

/** What the cells of test files have told. */
export function reportsOf(modules: readonly TestModule[]): CellReport[] {
  return modules.flatMap((module) =>
    [...module.children.allTests()].flatMap((test) => reportOfTest(test) ?? []),
  );
}

/** What the tests of test files have told of baselines that are to be mended. */
export function mendsOf(modules: readonly TestModule[]): Mend[] {
  return modules.flatMap((module) =>
    [...module.children.allTests()].flatMap((test) => test.meta().parityMends ?? []),
  );
}

/** Whether a report says itself that its cell failed, so that the end of the run tells of it. */
export function tellsOfFailure(report: CellReport | undefined): boolean {
  if (!report) return false;
  return isVerified(report) ? isFailure(report.outcome.result) : report.outcome.result === 'failed';
}

/** How many tests failed of which no report tells: audits, pages, hooks, files that could not be played at all. */
export function countOtherFailures(modules: readonly TestModule[]): number {
  return modules.reduce((sum, module) => {
    const tests = [...module.children.allTests('failed')].filter(
      (test) => !tellsOfFailure(reportOfTest(test)),
    );
    const suites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0);
    return sum + tests.length + suites.length + module.errors().length;
  }, 0);
}
