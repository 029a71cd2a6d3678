import type { Result } from '../../cells/verdict.ts';
import type { Json } from '../../pipeline/json.ts';
import type { Reader } from '../../pipeline/reader.ts';
import type { CellKey, Report } from '../report.ts';

/** What can have become of a cell that is not as it was, in the order in which it is told. */
export const KINDS = ['regressed', 'improved', 'new', 'gone', 'otherwise'] as const;
export type Kind = (typeof KINDS)[number];

/** One thing that a reader found in a cell: what differs somewhere, or why the cell could not be judged. */
export interface Found {
  readonly reader: Reader;
  /** of a difference; where there is none, `reason` says what is wrong */
  readonly path?: string;
  readonly expected?: Json;
  readonly actual?: Json;
  readonly reason?: string;
}

/** What has become of a case, at the releases at which it is the same. */
export interface ChangeEntry extends Omit<CellKey, 'version'> {
  /** oldest first */
  readonly releases: readonly string[];
  /** null: the older report has no such cell */
  readonly from: Result | null;
  /** null: the newer report has no such cell */
  readonly to: Result | null;
  /** what was not found before, at the first of the releases */
  readonly appeared: readonly Found[];
  /** how much more than these has appeared */
  readonly more: number;
  /** who looked before and does not now: what was found then may still be there */
  readonly unread?: readonly Reader[];
  /** why it is skipped now */
  readonly reason?: string;
  /** the command that plays the first of the cells, where it failed */
  readonly reproduce?: string;
}

/** Cells by what has become of them. */
export type ChangeCounts = Readonly<Record<Kind, number>> & {
  /** of the new ones, those that fail */
  readonly new_failing: number;
  readonly equal: number;
};

/** What has changed from an older report to a newer one. */
export interface Change {
  readonly base: {
    /** where the older report lies, as it was named */
    readonly path: string;
    readonly started: string;
    readonly candidate: Report['candidate'];
    readonly harness: string | null;
  };
  readonly counts: ChangeCounts;
  /** in what else the two runs differ, one line each */
  readonly notes: readonly string[];
  /** releases of both runs, oldest first: ranges run over neighbours among them */
  readonly versions: readonly string[];
  /** by suite; a case is told once for all releases at which the same has become of it */
  readonly entries: Readonly<Record<Kind, readonly ChangeEntry[]>>;
}
