import type { WrittenDifference } from '../comparison/difference.ts';

/** Places of releases, first and last. */
export interface ReleaseRange {
  readonly first: number;
  readonly last: number;
}

/** One kind of baseline. */
export interface TypeDrift {
  readonly name: string;
  readonly command: string;
  readonly cases: number;
  /** releases that print the same in all cases, each profile as ranges */
  readonly profiles: readonly string[];
}

/** A case in one output type. */
export interface CaseDrift {
  readonly command: string;
  readonly type: string;
  readonly target: string;
  /** as its files are called */
  readonly name: string;
  /** by release: a number that is the same where the case prints the same; -1 where it is not recorded */
  readonly outcomes: readonly number[];
  /** by release: place in `texts` of what changed there; -1 where nothing did */
  readonly changes: readonly number[];
}

/** What a release does otherwise than the one before, in words; `code` is between backticks. */
export interface Statement {
  readonly text: string;
  readonly type: string;
  /** places in `cases`, the first is its example */
  readonly cases: readonly number[];
}

/** What the page of the references shows before anything is opened. */
export interface DriftData {
  readonly versions: readonly string[];
  readonly types: readonly TypeDrift[];
  readonly cases: readonly CaseDrift[];
  /** which fields changed, in a phrase */
  readonly texts: readonly string[];
  /** by release, oldest first; releases that change nothing are left out */
  readonly statements: readonly { readonly since: number; readonly told: readonly Statement[] }[];
  /** what is not recorded, a line each */
  readonly gaps: readonly string[];
}

/** What the cells of one command open to. */
export interface CommandDetails {
  readonly changes: readonly {
    /** place in `cases` */
    readonly case: number;
    readonly since: string;
    /** the release that it is held against: the nearest older one that has the case */
    readonly before: string;
    /** place in `differences` */
    readonly differences: number;
  }[];
  readonly differences: readonly (readonly WrittenDifference[])[];
}
