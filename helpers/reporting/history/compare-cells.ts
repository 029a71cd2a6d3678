import stringify from 'fast-json-stable-stringify';
import { isFailure, type Result } from '../../cells/verdict.ts';
import { groupBy } from '../../files/group-by.ts';
import type { Reader } from '../../pipeline/reader.ts';
import type { Kind } from './change.ts';
import type { ComparedCell, ComparedFinding } from './compared-cells.ts';
import { mayBeIn } from './untold.ts';

/** What has become of a cell that both runs have, and what was found in it that was not there before. */
export interface ComparedCells {
  readonly kind: Exclude<Kind, 'gone'> | 'equal';
  readonly appeared: readonly ComparedFinding[];
  /** who looked before and does not now, where the cell would be as good as before or better if they had */
  readonly unread: readonly Reader[];
}

/** How good a result is, the best first: where an entry is stale, the candidate answers as the release does. */
const RANKS: Readonly<Record<Result, number>> = {
  match: 0,
  stale: 0,
  known: 1,
  skipped: 2,
  diverged: 3,
  error: 4,
};

/** Compares what two runs have to say of one cell. */
export function compareCells(before: ComparedCell, now: ComparedCell): ComparedCells {
  const changed = compareFindings(before, now);
  const appeared = isFailure(now.result) ? changed.appeared : [];
  const kind = before.result === now.result ? ofSameResult(before, now, changed) : ofOtherResult(before, now);
  // What nobody looks for any more is not gone.
  const unread = kind === 'equal' || kind === 'improved' ? fallenAway(before, now) : [];
  return { kind: unread.length > 0 ? 'otherwise' : kind, appeared, unread };
}

function fallenAway(before: ComparedCell, now: ComparedCell): Reader[] {
  return before.readers.filter((reader) => !now.readers.includes(reader));
}

function ofOtherResult({ result: from }: ComparedCell, { result: to }: ComparedCell): ComparedCells['kind'] {
  // What was never judged before has not become worse.
  if (from === 'skipped' && (to === 'diverged' || to === 'error')) return 'new';
  // To skip what was judged hides whatever it is like now. Where it ended in an error, neither run can tell.
  if (to === 'skipped') return from === 'error' ? 'otherwise' : 'regressed';
  const [before, now] = [RANKS[from], RANKS[to]];
  if (now < before) return 'improved';
  // Whoever documents a difference has accepted it.
  return now === before || to === 'known' ? 'otherwise' : 'regressed';
}

function ofSameResult(before: ComparedCell, now: ComparedCell, changed: Changed): ComparedCells['kind'] {
  switch (now.result) {
    case 'match':
      return 'equal';
    case 'skipped':
      return before.reason === now.reason ? 'equal' : 'otherwise';
    case 'known':
    case 'stale':
      return isSame(before.found, now.found) ? 'equal' : 'otherwise';
    case 'diverged':
    case 'error':
      if (changed.appeared.length > 0) return 'regressed';
      if (changed.isLess) return 'improved';
      return isSame(before.found, now.found) ? 'equal' : 'otherwise';
  }
}

interface Changed {
  readonly appeared: readonly ComparedFinding[];
  /** whether something is not found any more */
  readonly isLess: boolean;
}

/** Holds against each other what each reader found. */
function compareFindings(before: ComparedCell, now: ComparedCell): Changed {
  const [old, found] = [groupBy(before.found, byReader), groupBy(now.found, byReader)];
  const readers = new Set([...old.keys(), ...found.keys()]);
  const changes = [...readers].map((reader) => compareReader(old.get(reader) ?? [], found.get(reader) ?? []));
  return {
    appeared: changes.flatMap(({ appeared }) => appeared),
    isLess: changes.some(({ isLess }) => isLess),
  };
}

/** Of what is told whatever else there is. */
const IN_NO_LIST = '';

function compareReader(before: readonly ComparedFinding[], now: readonly ComparedFinding[]): Changed {
  // Of too many differences the first are told: which these are says nothing, only how many there are.
  const lists = new Set(before.flatMap(({ list }) => list ?? []));
  const [old, found] = [groupBy(before, inList), groupBy(now, inList)];
  const changes = [IN_NO_LIST, ...lists].map((list) =>
    (list === IN_NO_LIST ? compareByKey : compareByNumber)(old.get(list) ?? [], found.get(list) ?? []),
  );
  return {
    appeared: changes.flatMap(({ appeared }) => appeared),
    isLess: changes.some(({ isLess }) => isLess),
  };

  function inList({ path, list: ended }: ComparedFinding): string {
    if (path === undefined) return IN_NO_LIST;
    const own = [...lists].find((list) => (ended === undefined ? mayBeIn(list, path) : list === ended));
    return own ?? IN_NO_LIST;
  }
}

function compareByKey(before: readonly ComparedFinding[], now: readonly ComparedFinding[]): Changed {
  const [old, kept] = [keysOf(before), keysOf(now)];
  return {
    appeared: now.filter(({ key }) => !old.has(key)),
    isLess: before.some(({ key }) => !kept.has(key)),
  };
}

function compareByNumber(before: readonly ComparedFinding[], now: readonly ComparedFinding[]): Changed {
  const more = count(now) - count(before);
  const old = keysOf(before);
  const told = now.filter(({ key, untold }) => untold !== undefined || !old.has(key));
  return { appeared: more > 0 ? told : [], isLess: more < 0 };
}

function byReader({ reader }: ComparedFinding): string {
  return reader;
}

function keysOf(found: readonly ComparedFinding[]): Set<string> {
  return new Set(found.map(({ key }) => key));
}

function count(found: readonly ComparedFinding[]): number {
  return found.reduce((sum, { untold = 1 }) => sum + untold, 0);
}

function isSame(one: readonly ComparedFinding[], other: readonly ComparedFinding[]): boolean {
  return stringify(one) === stringify(other);
}
