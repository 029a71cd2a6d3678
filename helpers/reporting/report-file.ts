import { join } from 'node:path';
import { writeDifference } from '../comparison/difference.ts';
import { writeAtomically } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import type { Change } from '../files/tree-states.ts';
import type { Plan } from '../plan/plan.ts';
import { REPORT } from '../plan/settings.ts';
import { settingsInForce } from '../plan/settings-in-force.ts';
import { errorLine } from '../text/error-line.ts';
import { shownPath } from '../text/shown-path.ts';
import { UsageError } from '../text/usage-error.ts';
import { type CellReport, failuresOf, judgementsOf, type VerifiedCell } from './cell-report.ts';
import {
  countBySuite,
  countGuestData,
  countJudged,
  countReadings,
  countResults,
  skipReasons,
  verifiedCells,
} from './counts.ts';
import { describeReport } from './describe-report.ts';
import { composeGroups } from './groups.ts';
import { reached } from './out-of-time.ts';

/** What is known of a run beside its cells. */
export interface RunFacts {
  /** null where the run was ended before they were counted */
  readonly expectedCells: number | null;
  readonly truncated: boolean;
  /** what has become of files that the run is judged by; undefined where nobody looked: watching, or interrupted */
  readonly changes: readonly Change[] | undefined;
  readonly started: Date;
  /** commit of the harness; undefined where it is no checkout */
  readonly harness: string | undefined;
}

/** The content of parity.json. */
export function composeReport(plan: Plan, reports: readonly CellReport[], facts: RunFacts) {
  const cells = verifiedCells(reports);
  const { candidate } = plan;
  return {
    started: facts.started.toISOString(),
    harness: facts.harness ?? null,
    settings: settingsInForce(plan),
    candidate: {
      dialect: candidate.dialect,
      path: candidate.path ?? null,
      version: candidate.version ?? null,
      self_check: candidate.selfCheck,
    },
    versions: plan.verifiable,
    expected_cells: facts.expectedCells,
    cells: countResults(cells),
    judged: countJudged(cells),
    readings: countReadings(cells),
    guest_data: countGuestData(cells),
    suites: countBySuite(cells),
    candidate_runs: cells.reduce((sum, { candidateRuns }) => sum + candidateRuns, 0),
    groups: composeGroups(cells),
    failures: cells.flatMap((cell) =>
      failuresOf(cell).map((judgement) => ({
        suite: cell.suite,
        target: cell.target,
        case: cell.case,
        version: cell.version,
        reader: judgement.reader,
        result: judgement.result,
        ...('reason' in judgement ? { reason: judgement.reason } : {}),
        differences: ('differences' in judgement ? judgement.differences : [])?.map(writeDifference) ?? [],
        reproduce: cell.reproduce,
        baseline: cell.baseline,
      })),
    ),
    known: cells.flatMap((cell) =>
      judgementsOf(cell).flatMap((judgement) => {
        if (judgement.result !== 'known') return [];
        const { suite, target, case: name, version } = cell;
        const { reader, reason, origin, link } = judgement;
        return [{ suite, target, case: name, version, reader, reason, origin, link }];
      }),
    ),
    skips: skipReasons(cells),
    truncated: facts.truncated,
    changed_files:
      facts.changes?.map(({ path, what }) => ({ file: shownPath(path, plan.settings.root), what })) ?? null,
    time_limit: timeLimitOf(plan, cells),
  };
}

/** The time that the run had, in minutes, and how many cells it did not suffice for: errors, of which nothing is known. */
function timeLimitOf({ settings: { runLimit } }: Plan, cells: readonly VerifiedCell[]) {
  if (runLimit === undefined) return null;
  const late = cells.length - reached(cells).length;
  return { minutes: runLimit / 60_000, reached: late > 0, not_judged: late };
}

/**
 * Writes parity.json.
 *
 * @returns its path, and in a phrase the older one that it replaces, if there was one
 * @throws UsageError where it cannot be written
 */
export function writeReport(folder: string, report: unknown): { path: string; replaced: string | undefined } {
  const path = join(folder, REPORT);
  try {
    const replaced = describeReport(path);
    ensureFolder(folder);
    writeAtomically(path, `${JSON.stringify(report, null, 2)}\n`);
    return { path, replaced };
  } catch (error) {
    throw new UsageError(`PARITY_REPORT: ${path} cannot be written: ${errorLine(error)}`);
  }
}
