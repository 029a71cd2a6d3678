import type { TestCase, TestModule } from 'vitest/node';
import type { CellReport } from '../reporting/cell-report.ts';

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

/** How many tests failed that are no cells, and test files that could not be played at all. */
export function countOtherFailures(modules: readonly TestModule[]): number {
  return modules.reduce((sum, module) => {
    const failed = [...module.children.allTests('failed')].filter((test) => !reportOfTest(test));
    const asAWhole =
      module.errors().length +
      [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
    return sum + failed.length + asAWhole;
  }, 0);
}
