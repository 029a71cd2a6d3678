import type { Result } from '../../cells/verdict.ts';
import { groupBy } from '../../files/group-by.ts';
import type { Reader } from '../../pipeline/reader.ts';
import { notJudged } from '../out-of-time.ts';
import { withoutParticulars } from '../particulars.ts';
import type { CellKey, Failure, Known, Report } from '../report.ts';
import type { Found } from './change.ts';
import { listOf } from './untold.ts';

/** Something found, as it is held against what another run found. */
export interface ComparedFinding extends Found {
  /** the same in two runs for the same thing, whatever its values */
  readonly key: string;
  /** for how many differences it stands, where these were too many to be told */
  readonly untold?: number;
  /** which list it ends, where it stands for such */
  readonly list?: string;
}

/** A cell of a report. */
export interface ComparedCell extends CellKey {
  readonly result: Result;
  /** why it was skipped */
  readonly reason: string | undefined;
  /** who has looked at it; nobody where it was skipped, or where the report does not say */
  readonly readers: readonly Reader[];
  /** what was found in it, that which was expected among it */
  readonly found: readonly ComparedFinding[];
  /** the command that plays it, where it failed */
  readonly reproduce: string | undefined;
}

/** The cells of a report by their names, in its order. */
export function comparedCells(report: Report): Map<string, ComparedCell> {
  const failures = groupBy(report.failures, cellKey);
  const known = groupBy(report.known, cellKey);
  const cells = new Map<string, ComparedCell>();
  for (const { suite, target, case: name, results } of report.cases) {
    for (const { result, reason, releases, readers = [] } of results) {
      for (const version of releases) {
        const cell = { suite, target, case: name, version };
        const key = cellKey(cell);
        const failed = failures.get(key) ?? [];
        const found = [...failed.flatMap(foundIn), ...(known.get(key) ?? []).flatMap(differencesIn)];
        const reproduce = failed[0]?.reproduce[0];
        cells.set(key, { ...cell, result, reason, readers, found, reproduce });
      }
    }
  }
  return cells;
}

export function cellKey({ suite, target, case: name, version }: CellKey): string {
  return JSON.stringify([suite, target, name, version]);
}

/** Whether the time of its run did not suffice for a cell: it is in the report, and nothing is known of it. */
export function wasReached({ found }: ComparedCell, { time_limit: limit }: Report): boolean {
  if (!limit?.reached) return true;
  const why = notJudged(limit.minutes * 60_000);
  return !found.some(({ reason }) => reason === why);
}

function foundIn(failure: Failure): ComparedFinding[] {
  const { reader, result, reason } = failure;
  const key = (words: string) => keyOf(seenBy(failure), result, words);
  const words = reason === undefined ? [] : [{ reader, reason, key: key(wordsOf(reason)) }];
  // A stale entry is of ours: the candidate answers as the release does.
  return result === 'stale' ? words : [...words, ...differencesIn(failure)];
}

function differencesIn(finding: Failure | Known): ComparedFinding[] {
  const { reader, differences } = finding;
  const by = seenBy(finding);
  return differences.map(({ path, more, expected, actual }, at) => {
    const found = {
      reader,
      path,
      ...(expected === undefined ? {} : { expected }),
      ...(actual === undefined ? {} : { actual }),
    };
    if (more === undefined) return { ...found, key: keyOf(by, 'differs', path) };
    // How many are untold is part of their path.
    const list = listOf(path, differences[at - 1]?.path);
    return { ...found, untold: more, list, key: keyOf(by, 'untold', list) };
  });
}

/** Who has found something, and on which images: what is wrong on those with known data is another thing. */
function seenBy({ reader, on_data: onData }: Failure | Known): string {
  return onData ? `${reader} on data` : reader;
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

/** A reason is the same where it names another file, amount or release. */
function wordsOf(reason: string): string {
  return withoutParticulars(reason.replace(/\s+/g, ' ').trim());
}
