import type { Feature } from '../pipeline/feature.ts';
import type { Reference } from '../references/reference.ts';
import type { Settings } from './settings.ts';

/** Who is judged. */
export interface Candidate {
  readonly dialect: string;
  /** undefined in a self-check: for every release, the candidate is that release */
  readonly path: string | undefined;
  /** programs that it consists of beside this one, by the names that its dialect has for them: those that were found */
  readonly companions?: Readonly<Record<string, string>>;
  /** what it says of itself, if that is a release number */
  readonly version: string | undefined;
  readonly selfCheck: boolean;
}

/** A part of a run that is played in several, maybe on several machines (Vitest's `--shard`). */
export interface Shard {
  /** from 1 */
  readonly index: number;
  readonly count: number;
}

/** What one shard plays of a run. */
export interface Share extends Shard {
  /** keys of the rows that it plays, of all suites */
  readonly rows: readonly string[];
  /** which shard plays what is no cell in a test file, by the file's path */
  readonly others: Readonly<Record<string, number>>;
}

/** What one run of Vitest has found out before its tests start; the workers get it as it is. */
export interface Plan {
  readonly settings: Settings;
  readonly candidate: Candidate;
  /** folder of the dialect modules */
  readonly dialects: string;
  readonly references: readonly Reference[];
  /** installed releases whose builds lack nothing that the recorded build has: those that can be recorded here */
  readonly recordableBuilds: readonly string[];
  /** of these, those that a recording plays: chosen by PARITY_VERSIONS */
  readonly recordable: readonly string[];
  /** what those installed builds lack that releases were recorded with, by release */
  readonly ownBuilds: Readonly<Record<string, readonly Feature[]>>;
  /** releases that have baselines in any suite */
  readonly recorded: readonly string[];
  /**
   * releases that are verified, as PARITY_VERSIONS chooses: of the recorded ones, in a self-check of the installed ones
   */
  readonly verifiable: readonly string[];
  /** scratch directory of this run */
  readonly scratch: string;
  /** where the workplaces of failed cells go, until the next run that is not filtered by name */
  readonly kept: string;
  /** whether a recording was asked for when the run started (`-u`) */
  readonly recording: boolean;
  /** what this run plays of it, where it is one of several */
  readonly shard?: Share | undefined;
}
