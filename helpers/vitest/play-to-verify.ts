import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { type TripleKey, triplePath } from '../baselines/layout.ts';
import { describeMend, type Mend } from '../baselines/mend.ts';
import { restoredByGit } from '../baselines/restored-by-git.ts';
import { baselinesOf, type Cell } from '../cells/cell.ts';
import { asOutOfSpace } from '../cells/out-of-space.ts';
import type { SharedWork } from '../cells/shared-work.ts';
import { isFailure, type Judgement, skipped, unusable } from '../cells/verdict.ts';
import { type Verified, verifyCell } from '../cells/verify-cell.ts';
import { featureName, lackOf } from '../pipeline/feature.ts';
import { meansOf } from '../plan/means.ts';
import { byHand, isOfSecondPlay } from '../reporting/by-hand.ts';
import { type CellReport, reportOf, type VerifyOutcome } from '../reporting/cell-report.ts';
import { failureText } from '../reporting/failure-text.ts';
import { notJudged } from '../reporting/out-of-time.ts';
import { unseen } from '../reporting/unseen.ts';
import { errorLine } from '../text/error-line.ts';
import { shownPath } from '../text/shown-path.ts';
import { plainError } from './plain-error.ts';
import type { SuiteRun } from './suite-run.ts';
import { annotate } from './vitest-internals.ts';

/** Judges the candidate in one cell: reports it, and passes, skips or fails the test. */
export async function playToVerify(cell: Cell, run: SuiteRun, context: TestContext): Promise<void> {
  if (run.isTimeOver()) return await failForTime(cell, run, context, 0);
  await run.work.with(cell, async (work) => {
    const verified = await verify(cell, run, work, context);
    // A cancelled cell has not run.
    if (run.cancelled.aborted) return context.skip('the run was cancelled');
    // Which of its steps were cut short is not asked: what else was found may come of that.
    if (run.isTimeOver()) return await failForTime(cell, run, context, work.takeCandidateRuns());
    const { verdict } = verified;
    const failed = isFailure(verdict.result);
    const outcome: VerifyOutcome = { mode: 'verify', ...verdict };
    const report = {
      ...reportIn(run, cell, outcome),
      outcome,
      reproduce: failed ? byHand(cell, verified, run) : [],
      ...(failed ? besides(verified, work) : {}),
      candidateRuns: work.takeCandidateRuns(),
    };
    context.task.meta.parity = report;
    if (verdict.result === 'skipped') {
      await annotate(context, verdict.reason, 'skipped');
      return context.skip(verdict.reason);
    }
    await annotateKnown(verdict.judgements, context);
    for (const note of verdict.notes ?? []) await annotate(context, note, 'note');
    if (!failed) return;
    // Reports of Vitest's know passed, failed and skipped: which of the three that fail it is stands there too.
    await annotate(context, verdict.result, 'result');
    throw plainError(failureText(report));
  });
}

/** Fails a cell that the time of the run did not suffice for. */
async function failForTime(
  cell: Cell,
  run: SuiteRun,
  context: TestContext,
  candidateRuns: number,
): Promise<never> {
  const reason = notJudged(run.plan.settings.runLimit);
  const outcome: VerifyOutcome = { mode: 'verify', ...unusable(reason) };
  context.task.meta.parity = { ...reportIn(run, cell, outcome), isOutOfTime: true, candidateRuns };
  await annotate(context, outcome.result, 'result');
  throw plainError(reason);
}

function reportIn({ plan }: SuiteRun, cell: Cell, outcome: VerifyOutcome): CellReport {
  const { root, expectedOutputs } = plan.settings;
  const pathOf = (key: TripleKey) => shownPath(join(expectedOutputs, triplePath(key)), root);
  const report = reportOf(cell, outcome, pathOf);
  return plan.candidate.selfCheck ? { ...report, comparesData: false } : report;
}

async function verify(
  cell: Cell,
  { plan, recordedLacks, recordedOf, scratch }: SuiteRun,
  work: SharedWork,
  context: TestContext,
): Promise<Verified> {
  const release = baselinesOf(cell);
  const lack = lackOf(recordedLacks.get(release) ?? [], cell.row);
  if (lack !== undefined) {
    return { verdict: skipped(`the build that ${release} was recorded with has no ${featureName(lack)}`) };
  }
  const recorded = recordedOf(cell.row, release);
  if ('problem' in recorded) {
    const { problem } = recorded;
    const [mend = recorded.mend]: Mend[] = await restoredByGit([recorded.mend]);
    context.task.meta.parityMends = [mend];
    return { verdict: unusable(`${problem}; mend: ${describeMend(mend, meansOf(plan)).join('; ')}`) };
  }
  try {
    return await verifyCell(cell, recorded.expectation, work);
  } catch (error) {
    // A full disk, a dialect that throws: the cell is counted, and the run goes on.
    return { verdict: unusable(errorLine(asOutOfSpace(error, scratch) ?? error)) };
  }
}

async function annotateKnown(judgements: readonly Judgement[], context: TestContext): Promise<void> {
  for (const judgement of judgements) {
    if (judgement.result === 'known') {
      await annotate(context, `${judgement.reason}${unseen(judgement.origin)} (${judgement.link})`, 'known');
    }
  }
}

/** What a failure says beside what differs. */
function besides(verified: Verified, work: SharedWork): Pick<CellReport, 'keptFiles' | 'builtBy'> {
  const { builtBy } = verified;
  const product = isOfSecondPlay(verified) ? verified.second : verified.product;
  const keptFiles = product ? work.keep(product) : undefined;
  return { ...(keptFiles ? { keptFiles } : {}), ...(builtBy ? { builtBy } : {}) };
}
