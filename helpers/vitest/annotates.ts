import type { TestModule, Vitest } from 'vitest/node';
import type { FailedTest } from '../reporting/report.ts';
import { asFailedTest, failuresBeside, type OtherFailure } from './cells-of-run.ts';
import { hasPlace } from './vitest-internals.ts';

/** Whether a run is to be annotated for GitHub Actions: because it is there, or because somebody named the reporter. */
export function annotates(vitest: Vitest): boolean {
  return process.env.GITHUB_ACTIONS === 'true' || hasReporter(vitest);
}

/**
 * Failed tests beside the cells that Vitest does not annotate: its reporter annotates places in files, and what an audit
 * has found has none; nor has anything that fails in the harness, which workers get as one module. And there may be no
 * such reporter.
 */
export function failuresWithoutPlace(vitest: Vitest, modules: readonly TestModule[]): FailedTest[] {
  const failures = failuresBeside(modules);
  const isAnnotated = ({ errors, project }: OtherFailure) =>
    hasReporter(vitest) && errors.some((error) => hasPlace(error, project));
  return failures.filter((one) => !isAnnotated(one)).map(asFailedTest);
}

function hasReporter({ config: { reporters } }: Vitest): boolean {
  return reporters.some((entry) => Array.isArray(entry) && entry[0] === 'github-actions');
}
