import { writeDifference } from '../comparison/difference.ts';
import type { Change } from '../files/tree-states.ts';
import type { Plan } from '../plan/plan.ts';
import { settingsInForce } from '../plan/settings-in-force.ts';
import { shownPath } from '../text/shown-path.ts';
import { caseResults } from './case-results.ts';
import { causeLine } from './cause-line.ts';
import { causesOf, groupsOf } from './causes.ts';
import { failuresOf, judgementsOf, notesOf, type VerifiedCell } from './cell-report.ts';
import {
  countBySuite,
  countGuestData,
  countJudged,
  countReadings,
  countResults,
  skipReasons,
} from './counts.ts';
import { whatIsWrong } from './finding-line.ts';
import type { Asked } from './gate.ts';
import { composeGroups, type Group, groupFindings } from './groups.ts';
import { reached } from './out-of-time.ts';
import type { CauseReport, Failure, Known, Report, RunVerdict } from './report.ts';
import { settingsOfRun } from './reproduce.ts';

/** What is known of a run beside its cells. */
export interface RunFacts {
  /** what was to be played; undefined where the run was ended before that was known */
  readonly asked: Pick<Asked, 'suites' | 'filter'> | undefined;
  /** null where the run was ended before they were counted */
  readonly expectedCells: number | null;
  readonly truncated: boolean;
  /** what has become of files that the run is judged by; undefined where nobody looked: watching, or interrupted */
  readonly changes: readonly Change[] | undefined;
  readonly started: Date;
  /** commit of the harness; undefined where it is no checkout */
  readonly harness: string | undefined;
  readonly verdict: RunVerdict;
}

/** The content of parity.json, but for what has changed since an older one: that is found by comparing the two. */
export function composeReport(plan: Plan, cells: readonly VerifiedCell[], facts: RunFacts): Report {
  const { candidate } = plan;
  const groups = groupFindings(cells);
  const summaries = groups.map(whatIsWrong);
  return {
    started: facts.started.toISOString(),
    harness: facts.harness ?? null,
    shard: plan.shard ? `${plan.shard.index}/${plan.shard.count}` : null,
    settings: settingsInForce(plan),
    candidate: {
      dialect: candidate.dialect,
      path: candidate.path ?? null,
      version: candidate.version ?? null,
      self_check: candidate.selfCheck,
    },
    versions: plan.verifiable,
    asked: facts.asked ? { suites: facts.asked.suites, filter: facts.asked.filter ?? null } : null,
    expected_cells: facts.expectedCells,
    verdict: facts.verdict,
    cells: countResults(cells),
    judged: countJudged(cells),
    readings: countReadings(cells),
    guest_data: countGuestData(cells),
    suites: countBySuite(cells),
    candidate_runs: cells.reduce((sum, { candidateRuns }) => sum + candidateRuns, 0),
    causes: causesIn(groups, plan.verifiable),
    groups: composeGroups(cells).map((group, at) => ({ ...group, summary: summaries[at] ?? '' })),
    cases: caseResults(cells, settingsOfRun(plan)),
    failures: cells.flatMap(failuresIn),
    known: cells.flatMap(knownIn),
    skips: skipReasons(cells),
    truncated: facts.truncated,
    changed_files:
      facts.changes?.map(({ path, what }) => ({ file: shownPath(path, plan.settings.root), what })) ?? null,
    time_limit: timeLimitOf(plan, cells),
    change: null,
  };
}

function causesIn(groups: readonly Group[], versions: readonly string[]): CauseReport[] {
  const places = new Map(groups.map((group, at) => [group, at]));
  return causesOf(groups).map((cause) => ({
    line: causeLine(cause, versions),
    groups: groupsOf(cause).flatMap((group) => places.get(group) ?? []),
  }));
}

function failuresIn(cell: VerifiedCell): Failure[] {
  const { suite, target, case: name, version, reproduce, baseline, keptFiles, builtBy } = cell;
  const notes = notesOf(cell);
  return failuresOf(cell).map((judgement) => ({
    suite,
    target,
    case: name,
    version,
    reader: judgement.reader,
    result: judgement.result,
    ...('reason' in judgement ? { reason: judgement.reason } : {}),
    ...(judgement.onData ? { on_data: true } : {}),
    differences: ('differences' in judgement ? judgement.differences : [])?.map(writeDifference) ?? [],
    ...('lastWords' in judgement && judgement.lastWords ? { last_words: judgement.lastWords } : {}),
    ...(notes.length > 0 ? { notes } : {}),
    reproduce,
    baseline,
    ...(keptFiles === undefined ? {} : { files: keptFiles }),
    ...(builtBy === undefined ? {} : { fixture: builtBy }),
  }));
}

function knownIn(cell: VerifiedCell): Known[] {
  const { suite, target, case: name, version, baseline } = cell;
  return judgementsOf(cell).flatMap((judgement) => {
    if (judgement.result !== 'known') return [];
    const { reader, reason, origin, link, onData } = judgement;
    const differences = judgement.differences.map(writeDifference);
    const found = { reader, reason, origin, link, ...(onData ? { on_data: onData } : {}), differences };
    return [{ suite, target, case: name, version, ...found, baseline }];
  });
}

/** The time that the run had, in minutes, and how many cells it did not suffice for: errors, of which nothing is known. */
function timeLimitOf({ settings: { runLimit } }: Plan, cells: readonly VerifiedCell[]): Report['time_limit'] {
  if (runLimit === undefined) return null;
  const late = cells.length - reached(cells).length;
  return { minutes: runLimit / 60_000, reached: late > 0, not_judged: late };
}
