import type { SerializedError } from 'vitest';
import type { TestCase, TestModule, TestProject, TestSuite } from 'vitest/node';
import type { Mend } from '../baselines/mend.ts';
import { isFailure } from '../cells/verdict.ts';
import { type CellReport, isVerified } from '../reporting/cell-report.ts';
import type { FailedTest } from '../reporting/report.ts';

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

/** A test, a suite or a file that failed, and of which no report tells. */
export interface OtherFailure {
  readonly name: string;
  readonly errors: readonly SerializedError[];
  readonly project: TestProject;
}

/** What failed of which no report tells: audits, pages, hooks, files that could not be played at all. */
export function otherFailures(modules: readonly TestModule[]): FailedTest[] {
  return failuresBeside(modules).map(asFailedTest);
}

/** A failure as reports have it. */
export function asFailedTest({ name, errors }: OtherFailure): FailedTest {
  return { name, message: errors.map(({ message }) => message).join('\n') };
}

/** As `otherFailures`, with the errors as they are. */
export function failuresBeside(modules: readonly TestModule[]): OtherFailure[] {
  return modules.flatMap((module) => {
    const { project } = module;
    const tests = [...module.children.allTests('failed')].filter(
      (test) => !tellsOfFailure(reportOfTest(test)),
    );
    const all = [...module.children.allSuites()];
    const suites = all.filter((suite) => suite.errors().length > 0);
    return [
      ...tests.map((test) => ({ name: test.fullName, errors: test.result().errors ?? [], project })),
      ...suites.map((suite) => ({ name: suite.fullName, errors: suite.errors(), project })),
      ...all
        .filter(isUnexplained)
        .map(({ fullName }) => ({ name: fullName, errors: [UNEXPLAINED], project })),
      ...[...module.errors(), ...(isUnexplained(module) ? [UNEXPLAINED] : [])].map((error) => ({
        name: module.relativeModuleId,
        errors: [error],
        project,
      })),
    ];
  });
}

const UNEXPLAINED: SerializedError = { message: 'failed, and nothing in it says why' };

/** Whether something failed that no failure in it accounts for: no cell may answer for that, least of all one that passed. */
function isUnexplained(part: TestModule | TestSuite): boolean {
  if (part.state() !== 'failed' || part.errors().length > 0) return false;
  const { children } = part;
  return (
    [...children.tests('failed')].length === 0 &&
    ![...children.suites()].some((suite) => suite.state() === 'failed')
  );
}
