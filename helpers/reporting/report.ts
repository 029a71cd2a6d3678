import type { Result } from '../cells/verdict.ts';
import type { WrittenDifference } from '../comparison/difference.ts';
import type { Origin } from '../pipeline/known-divergence.ts';
import type { ImageReader, Reader } from '../pipeline/reader.ts';
import type { settingsInForce } from '../plan/settings-in-force.ts';
import type { Counts } from './counts.ts';
import type { WrittenGroup } from './groups.ts';
import type { Change } from './history/change.ts';

/** A case at one release, as parity.json names it. */
export interface CellKey {
  readonly suite: string;
  readonly target: string;
  readonly case: string;
  readonly version: string;
}

/** How the cells of a case ended: every cell of the run is in one of these. */
export interface CaseReport extends Omit<CellKey, 'version'> {
  /** in the order of their first releases */
  readonly results: readonly CaseResult[];
  /** the shell command that plays it, at all releases that have baselines */
  readonly play: string;
}

export interface CaseResult {
  readonly result: Result;
  /** oldest first */
  readonly releases: readonly string[];
  /** why these were skipped */
  readonly reason?: string;
  /** who has looked at these, whatever was found; not there where they were skipped */
  readonly readers?: readonly Reader[];
  /** path of the baseline's stdout at the first of these releases, as seen from the project */
  readonly baseline: string;
}

/** What was found in a case, over the releases at which it is the same. */
export interface GroupReport extends WrittenGroup {
  /** in a phrase: `virtual-size 1079296 -> 1044480` */
  readonly summary: string;
}

/** What both said at the end of a step, where its exit code differs. */
export interface ReportedWords {
  readonly step: string;
  readonly candidate: string;
  readonly reference: string;
}

/** What one reader found wrong in a cell. */
export interface Failure extends CellKey {
  readonly reader: Reader;
  readonly result: Result;
  /** where there is more to say than what differs */
  readonly reason?: string;
  /** on images with known data, and not on those of the case as it is recorded */
  readonly on_data?: true;
  readonly differences: readonly WrittenDifference[];
  readonly last_words?: readonly ReportedWords[];
  /** how the cell was judged, where that was not as usual */
  readonly notes?: readonly string[];
  /** shell commands that play the cell by hand */
  readonly reproduce: readonly string[];
  /** path of the baseline's stdout, as seen from the project */
  readonly baseline: string;
  /** folder in which the cell's files were kept */
  readonly files?: string;
  /** who built the fixture, where that was not the cell's own release, and why */
  readonly fixture?: string;
}

/** What one reader found in a cell that differs as it is expected to. */
export interface Known extends CellKey {
  readonly reader: Reader;
  readonly reason: string;
  readonly origin: Origin;
  readonly link: string;
  /** as of a failure */
  readonly on_data?: true;
  readonly differences: readonly WrittenDifference[];
  readonly baseline: string;
}

/** Groups of findings that are likely to have one cause, as the terminal tells them. */
export interface CauseReport {
  /** the first group in one line */
  readonly line: string;
  /** places in `groups`; the first is told in full at the terminal */
  readonly groups: readonly number[];
}

/** A test that failed and is no cell: an audit, a review page, a test file that could not be loaded. */
export interface FailedTest {
  readonly name: string;
  readonly message: string;
}

/** How a run ended. */
export interface RunVerdict {
  /** whether the exit code is 0 */
  readonly passed: boolean;
  /** whether it was given up before its end */
  readonly cancelled: boolean;
  /** the last line of the run */
  readonly line: string;
  /** for what the run fails beside its cells, one line each */
  readonly reasons: readonly string[];
  readonly failed_tests: readonly FailedTest[];
  /** errors in no test */
  readonly run_errors: number;
}

/** The content of parity.json (contract: CONTRACT.md, "parity-report/"). */
export interface Report {
  /** ISO time */
  readonly started: string;
  /** commit of the harness; null where it is no checkout */
  readonly harness: string | null;
  /** `1/3`, where this is a part of a run; null in a run in one piece and in one that was merged */
  readonly shard: string | null;
  readonly settings: ReturnType<typeof settingsInForce>;
  readonly candidate: {
    readonly dialect: string;
    readonly path: string | null;
    readonly version: string | null;
    readonly self_check: boolean;
  };
  /** releases that were verified, oldest first */
  readonly versions: readonly string[];
  /** what it was to play; null where the run was ended before that was known */
  readonly asked: {
    readonly suites: readonly string[];
    /** the name filter (`-t`), as it was written; null where there was none */
    readonly filter: string | null;
  } | null;
  /** null where the run was ended before they were counted */
  readonly expected_cells: number | null;
  readonly verdict: RunVerdict;
  readonly cells: Counts;
  readonly judged: number;
  readonly readings: Readonly<Record<ImageReader, number>>;
  readonly guest_data: { readonly written: number; readonly compared: number };
  readonly suites: Readonly<Record<string, Counts>>;
  readonly candidate_runs: number;
  readonly causes: readonly CauseReport[];
  readonly groups: readonly GroupReport[];
  readonly cases: readonly CaseReport[];
  readonly failures: readonly Failure[];
  readonly known: readonly Known[];
  readonly skips: Readonly<Record<string, number>>;
  readonly truncated: boolean;
  readonly changed_files: readonly { readonly file: string; readonly what: string }[] | null;
  readonly time_limit: {
    readonly minutes: number;
    readonly reached: boolean;
    readonly not_judged: number;
  } | null;
  /** what has changed since the report that PARITY_BASE names; null where it names none */
  readonly change: Change | null;
}
