import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { auditType, type Finding } from '../baselines/audit.ts';
import { problemsOfList, problemsOfSuite } from '../baselines/audit-known.ts';
import { describeFindings } from '../baselines/describe-findings.ts';
import type { Means } from '../baselines/recording.ts';
import { reviewPage } from '../baselines/review-page.ts';
import { loadDialects } from '../dialects/finding/load-dialect.ts';
import type { OutputType } from '../pipeline/row.ts';
import { meansOf } from '../plan/means.ts';
import { plainError } from './plain-error.ts';
import type { SuiteRun } from './suite-run.ts';

/** Fails with what is wrong with the baselines of an output type. */
export function auditBaselines(
  type: OutputType,
  { suite, plan, recording, collectionOf }: SuiteRun,
  context: TestContext,
): void {
  if (recording) context.skip('recording: the audit is part of every verification');
  const { expectedOutputs, safeties } = plan.settings;
  const findings = auditType(expectedOutputs, suite.command, collectionOf(type), safeties);
  failBy(findings, meansOf(plan), context);
}

/** Fails with findings, if there are any, and hands on what mends them. */
export function failBy(findings: readonly Finding[], means: Means, context: TestContext): void {
  if (findings.length === 0) return;
  context.task.meta.parityMends = findings.map(({ mend }) => mend);
  throw plainError(describeFindings(findings, means));
}

/** Fails with what is wrong with the known divergences of any dialect, as far as they are about a suite. */
export async function auditKnown({ suite, plan, collectionOf }: SuiteRun): Promise<void> {
  const collections = suite.outputTypes.map(collectionOf);
  const dialects = await loadDialects(plan.dialects);
  const problems = dialects.flatMap(({ knownDivergences: entries }) => [
    ...problemsOfList(entries),
    ...problemsOfSuite(entries, suite, collections),
  ]);
  if (problems.length > 0) throw plainError(problems.join('\n'));
}

/** Holds the review page against the baselines; `-u` mends it, as any file snapshot of Vitest's. */
export async function compareReviewPage(
  type: OutputType,
  { suite, plan, collectionOf }: SuiteRun,
  context: TestContext,
): Promise<void> {
  const { snapshots } = plan.settings;
  if (snapshots === undefined) return context.skip('review pages are of the baselines of this project');
  const page = reviewPage(collectionOf(type));
  try {
    await context.expect(page).toMatchFileSnapshot(join(snapshots, `${type.name}.md`));
  } catch (error) {
    context.task.meta.parityMends = [{ kind: 'record', suite: suite.command, releases: [] }];
    throw error;
  }
}
