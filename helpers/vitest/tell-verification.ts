import { join } from 'node:path';
import type { Vitest } from 'vitest/node';
import type { Mend } from '../baselines/mend.ts';
import { mendLines } from '../baselines/mend-all.ts';
import { recordedReleases } from '../baselines/recorded-types.ts';
import type { PageAssets } from '../pages/page-assets.ts';
import { reportPage } from '../pages/report-page.ts';
import { meansOf } from '../plan/means.ts';
import type { Plan } from '../plan/plan.ts';
import { PAGE, REPORT } from '../plan/settings.ts';
import { annotations } from '../reporting/annotations.ts';
import type { VerifiedCell } from '../reporting/cell-report.ts';
import { composeReport, type RunFacts } from '../reporting/compose-report.ts';
import { endOfRun } from '../reporting/end-of-run.ts';
import type { Change } from '../reporting/history/change.ts';
import { changeAtTheEnd } from '../reporting/history/change-lines.ts';
import { type Base, compareReports } from '../reporting/history/compare-reports.ts';
import { writeJobSummary } from '../reporting/job-summary-file.ts';
import type { CellKey, FailedTest, Report, RunVerdict } from '../reporting/report.ts';
import { writeReport } from '../reporting/report-file.ts';
import { errorLine } from '../text/error-line.ts';
import { shownPath } from '../text/shown-path.ts';
import { annotates } from './annotates.ts';
import { printer } from './printer.ts';

/** What a page is made with, or why there is none. */
export type PageOrProblem = PageAssets | { readonly problem: string };

/** A verification that has ended. */
export interface Verification {
  readonly vitest: Vitest;
  readonly plan: Plan;
  /** the report that it is held against, if one was named */
  readonly base: Base | undefined;
  /** undefined until it is known */
  readonly assets: PageOrProblem | undefined;
  readonly facts: Omit<RunFacts, 'verdict'>;
}

/** What a verification has found. */
export interface Found {
  readonly cells: readonly VerifiedCell[];
  readonly mends: readonly Mend[];
  /** what the run would have played if it were still there */
  readonly covers: (cell: CellKey) => boolean;
  /** failed tests that nobody else annotates */
  readonly unplaced: readonly FailedTest[];
}

/**
 * The verdict of a run, with why there is no report of it, if there is none (the disk may have become full), and with what
 * has changed since the base.
 */
export type VerdictWith = (unwritten: readonly string[], change: Change | undefined) => RunVerdict;

/**
 * Prints the end of a verification and writes its report.
 *
 * @param notes to be told above the verdict
 */
export function tellVerification(
  { vitest, plan, base, assets, facts }: Verification,
  { cells, mends, covers, unplaced }: Found,
  verdictWith: VerdictWith,
  notes: readonly string[],
): RunVerdict {
  const { report: folder, root } = plan.settings;
  const path = shownPath(join(folder, REPORT), root);
  const bare = composeReport(plan, cells, { ...facts, verdict: verdictWith([], undefined) });
  const change = base && compareReports(base, bare, covers);
  const report = change ? { ...bare, change, verdict: verdictWith([], change) } : bare;
  // Commands are copied from the findings, so these are printed as they are.
  const printPlainly = printer(vitest, '');
  if (annotates(vitest)) {
    for (const line of annotations(cells, unplaced, change)) printPlainly(line);
  }
  const { findings, counts } = endOfRun(cells, path, linesOfMends(mends, plan));
  for (const line of findings) printPlainly(line);
  const print = printer(vitest);
  for (const line of counts) print(line);
  const { page, note } = pageOf(report, assets);
  const { replaced, problem } = writtenReport(folder, report, page);
  if (problem === undefined) {
    print(`report: ${path}${replaced ? ` (replaces ${replaced})` : ''}`);
    if (page !== undefined) print(`page: ${shownPath(join(folder, PAGE), root)}`);
  }
  if (note !== undefined) print(note);
  if (change) for (const line of changeAtTheEnd(change)) print(line);
  const verdict = problem === undefined ? report.verdict : verdictWith([problem], change);
  const summary = writeJobSummary({ ...report, verdict });
  for (const line of [...notes, ...summary, ...verdict.reasons, verdict.line]) print(line);
  return verdict;
}

function linesOfMends(mends: readonly Mend[], plan: Plan): string[] {
  return mendLines(mends, { ...meansOf(plan), recorded: recordedReleases(plan.settings.expectedOutputs) });
}

/** The page of a report; a run has its verdict without one, and says so. */
function pageOf(
  report: Report,
  assets: PageOrProblem | undefined,
): { readonly page?: string; readonly note?: string } {
  if (assets === undefined) return {};
  if ('problem' in assets) return { note: `note: there is no page: ${assets.problem}` };
  try {
    return { page: reportPage(report, assets) };
  } catch (error) {
    return { note: `note: there is no page: ${errorLine(error)}` };
  }
}

/** What came of writing a report. */
function writtenReport(
  folder: string,
  report: Report,
  page: string | undefined,
): { readonly replaced?: string | undefined; readonly problem?: string } {
  try {
    return { replaced: writeReport(folder, report, page).replaced };
  } catch (error) {
    return { problem: errorLine(error) };
  }
}
