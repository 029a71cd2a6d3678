import { matchesPattern } from '../text/pattern.ts';
import type { Json } from './json.ts';
import type { Reader } from './reader.ts';
import type { Row } from './row.ts';

/**
 * Where a known divergence comes from: what the candidate's documentation says, which nobody may have seen yet, or
 * what a run of the candidate itself has shown.
 */
export const ORIGINS = ['documented', 'observed'] as const;
export type Origin = (typeof ORIGINS)[number];

/** What is known of a cell before the candidate runs. */
export interface Given {
  readonly row: Row;
  /**
   * what a recorded release printed at a path of a difference; undefined where it has no such thing
   *
   * @param release default: the one that the cell is judged by
   */
  said(path: string, release?: string): Json | undefined;
}

/** A value that follows from the case. */
export interface Computed {
  /** what it is: `the size that was asked for` */
  readonly words: string;
  /**
   * @param path of the difference
   * @returns undefined where nothing follows, which explains no value
   */
  readonly value: (given: Given, path: string) => Json | undefined;
  /** it is something that no release prints; where nothing follows, it is not there, and the entry says nothing of the cell */
  readonly adds?: true;
}

/** What a candidate gives instead of the expected value; `any` where the reason does not tell. */
export type KnownValue = 'any' | { readonly is: Json } | Computed;

/**
 * A difference of one candidate that is expected. The case runs all the same: only the listed fields differ ->
 * `known`, any other field differs -> `diverged`, none differs any more -> `stale`, which fails and asks to delete the
 * entry.
 */
export interface KnownDivergence {
  readonly suite: string;
  readonly target: string;
  /** title of the row; `*` stands for any run of characters */
  readonly case: string;
  /** releases it applies to, in the grammar of PARITY_VERSIONS (`8.0.0-11.1.3`, `7.2`), or `all` */
  readonly releases: string;
  /** who sees it; `any`: whoever reads the image back, candidate and reference */
  readonly reader: Reader | 'any';
  /**
   * path of a difference, as failures print it -> the value that the candidate gives there; in a path `*` stands for
   * any run of characters. An expected refusal is the path `exit code of <step>`.
   */
  readonly fields: { readonly [path: string]: KnownValue };
  readonly origin: Origin;
  readonly reason: string;
  /** page that states it, or the report of the run that showed it: its address, or a page of this project, `docs/<name>.md` */
  readonly link: string;
}

/** An entry in one phrase, by which a person finds it in its list. */
export function nameOf({ suite, target, case: pattern, releases, reader }: KnownDivergence): string {
  return `${suite}/${target}/${pattern} @ ${releases} (${reader})`;
}

/** Whether an entry is about a case. */
export function matchesCase(entry: KnownDivergence, row: Row): boolean {
  return entry.suite === row.suite && entry.target === row.target && matchesPattern(entry.case, row.title);
}
