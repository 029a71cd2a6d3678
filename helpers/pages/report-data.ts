import type { Result } from '../cells/verdict.ts';
import type { WrittenDifference } from '../comparison/difference.ts';
import type { Reader } from '../pipeline/reader.ts';
import type { Kind } from '../reporting/history/change.ts';
import type { Failure, Known, Report } from '../reporting/report.ts';

/** What parity.json says of a run as a whole, as it stands there. */
export type RunData = Omit<Report, 'causes' | 'groups' | 'cases' | 'failures' | 'known'>;

/** How cells of one case ended that ended alike: result, findings, reason. */
export interface Outcome {
  readonly result: Result;
  /** who found something */
  readonly readers: readonly Reader[];
  /** in a phrase: what differs, or why */
  readonly text: string;
  /** what has become of it since the older run, where the run is held against one and it is not as it was */
  readonly change?: Kind;
}

/** A case, with an outcome for each release. */
export interface CaseData {
  readonly suite: string;
  readonly target: string;
  readonly name: string;
  /** places in `outcomes`, by the releases of the run; -1: there is no such cell */
  readonly outcomes: readonly number[];
  readonly play: string;
}

/** A group of findings: places in `cases` and in the releases of the run. */
export interface GroupData {
  readonly case: number;
  readonly releases: readonly number[];
  readonly summary: string;
}

/** What the report page shows before anything is opened. */
export interface ReportData {
  readonly run: RunData;
  readonly outcomes: readonly Outcome[];
  readonly cases: readonly CaseData[];
  /** by cause, the story first */
  readonly causes: readonly { readonly line: string; readonly groups: readonly GroupData[] }[];
}

/** A failure or a known divergence of one cell, with what it has in common with others named by its place there. */
type Detail<T extends { readonly differences: unknown }> = Omit<
  T,
  'suite' | 'target' | 'case' | 'differences' | 'reproduce'
> & {
  /** place in `cases` */
  readonly case: number;
  /** place in `differences` */
  readonly differences: number;
};

export type FailureDetail = Detail<Failure> & {
  /** places in `lines` */
  readonly reproduce: readonly number[];
};
export type KnownDetail = Detail<Known>;

/** What the cells of one suite open to. */
export interface SuiteDetails {
  readonly lines: readonly string[];
  readonly differences: readonly (readonly WrittenDifference[])[];
  readonly failures: readonly FailureDetail[];
  readonly known: readonly KnownDetail[];
  /** by case and first release: where the baselines of cells are that matched */
  readonly baselines: readonly { readonly case: number; readonly version: string; readonly path: string }[];
}

/** Name of the element of a page that holds the details of a suite. */
export function detailsElement(suite: string): string {
  return `details-${suite}`;
}

/** Name of the element that holds what the page shows at first. */
export const DATA_ELEMENT = 'data';
