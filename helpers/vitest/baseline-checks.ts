import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { auditType } from '../baselines/audit.ts';
import { problemsOfList, problemsOfSuite } from '../baselines/audit-known.ts';
import { describeFindings } from '../baselines/describe-findings.ts';
import type { Finding } from '../baselines/finding.ts';
import { inTheWayOf } from '../baselines/in-the-way.ts';
import type { Means, Recording } from '../baselines/recording.ts';
import { restoredByGit } from '../baselines/restored-by-git.ts';
import { isOtherPage, writePageFile } from '../baselines/review-file.ts';
import { reviewPage } from '../baselines/review-page.ts';
import { WriteError } from '../baselines/write-error.ts';
import { importBuilt } from '../bundling/import-built.ts';
import { loadDialects } from '../dialects/finding/load-dialect.ts';
import { playedRow } from '../pipeline/played-row.ts';
import type { OutputType } from '../pipeline/row.ts';
import { meansOf } from '../plan/means.ts';
import { recordedCommands } from '../plan/recorded-commands.ts';
import { errorLine } from '../text/error-line.ts';
import { plainError } from './plain-error.ts';
import { skipWith } from './skip-with.ts';
import { countSnapshot } from './snapshot-counts.ts';
import type { SuiteRun } from './suite-run.ts';

/** Fails with what is wrong with the baselines of an output type. */
export async function auditBaselines(
  type: OutputType,
  { suite, plan, recording, collectionOf }: SuiteRun,
  context: TestContext,
): Promise<void> {
  if (recording) return skipWith(context, 'recording: the audit is part of every verification');
  const { expectedOutputs, safeties } = plan.settings;
  const collection = collectionOf(type);
  const findings = auditType(expectedOutputs, suite.command, collection, safeties, recordedCommands);
  await failBy(findings, meansOf(plan), context);
}

/** Fails with findings, if there are any, and hands on what mends them. */
export async function failBy(
  findings: readonly Finding[],
  means: Means,
  context: TestContext,
): Promise<void> {
  if (findings.length === 0) return;
  const mends = await restoredByGit(findings.map(({ mend }) => mend));
  context.task.meta.parityMends = mends;
  const mended = findings.map((finding, at) => ({ ...finding, mend: mends[at] ?? finding.mend }));
  throw plainError(describeFindings(mended, means));
}

/** Fails with what is wrong with the known divergences of any dialect, as far as they are about a suite. */
export async function auditKnown({ suite, plan, collectionOf }: SuiteRun): Promise<void> {
  const collections = suite.outputTypes.map(collectionOf);
  const dialects = await loadDialects(plan.dialects, importBuilt);
  const problems = dialects.flatMap((dialect) => {
    const { knownDivergences: entries } = dialect;
    const rows = suite.rows.map((row) => playedRow(row, dialect));
    return [...problemsOfList(entries), ...problemsOfSuite(entries, { ...suite, rows }, collections)];
  });
  if (problems.length > 0) throw plainError(problems.join('\n'));
}

/** Holds the review page against the baselines; `-u` writes it, as it does any file snapshot of Vitest's. */
export async function compareReviewPage(
  type: OutputType,
  run: SuiteRun,
  context: TestContext,
): Promise<void> {
  const { suite, plan, recording, collectionOf } = run;
  const { snapshots } = plan.settings;
  if (snapshots === undefined) return skipWith(context, 'review pages are of the baselines of this project');
  const name = `${type.name}.md`;
  const path = join(snapshots, name);
  const mend: Recording = { kind: 'record', suite: suite.command, releases: [] };
  const other = inTheWayOf(path);
  if (other) {
    const where = `__snapshots__/${name}`;
    await failBy([{ where, what: other.what, mend: { ...mend, inTheWay: [other] } }], meansOf(plan), context);
  }
  const collection = collectionOf(type);
  const page = reviewPage(collection);
  if (recording) return writePage(snapshots, name, page, run, context);
  const { expectedOutputs, safeties } = plan.settings;
  const areWrong = () =>
    auditType(expectedOutputs, suite.command, collection, safeties, recordedCommands).length > 0;
  if (isOtherPage(path, page) && areWrong()) {
    return skipWith(context, 'the baselines that it is of are wrong themselves');
  }
  try {
    await context.expect(page).toMatchFileSnapshot(path);
  } catch (error) {
    context.task.meta.parityMends = [mend];
    throw error;
  }
}

/** As a whole, which Vitest would not: on a full disk it leaves half a page. */
function writePage(
  snapshots: string,
  name: string,
  page: string,
  { unwritable }: SuiteRun,
  context: TestContext,
): void {
  try {
    countSnapshot(context, writePageFile(snapshots, name, page));
  } catch (error) {
    if (error instanceof WriteError && error.ofAll !== undefined) {
      if (unwritable.why !== undefined) context.skip(unwritable.why);
      unwritable.why = error.message;
    }
    throw plainError(errorLine(error));
  }
}
