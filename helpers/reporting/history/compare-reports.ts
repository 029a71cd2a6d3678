import { isFailure, type Result } from '../../cells/verdict.ts';
import { groupBy } from '../../files/group-by.ts';
import type { Reader } from '../../pipeline/reader.ts';
import { plural } from '../../text/plural.ts';
import { sortVersions } from '../../versions/order.ts';
import type { CellKey, Report } from '../report.ts';
import { type Change, type ChangeEntry, type Found, KINDS, type Kind } from './change.ts';
import { compareCells } from './compare-cells.ts';
import { type ComparedCell, type ComparedFinding, comparedCells, wasReached } from './compared-cells.ts';
import { coveredBy } from './covered-by.ts';
import { runNotes } from './run-notes.ts';

/** How much of what has appeared an entry has; the failures of the report have all of it. */
const FOUND_TOLD = 20;

/** An older report, and where it lies. */
export interface Base {
  /** as it was named */
  readonly path: string;
  readonly report: Report;
}

/** What has become of one cell. */
interface ChangedCell {
  readonly cell: ComparedCell;
  readonly kind: Kind | 'equal';
  readonly from: Result | null;
  readonly to: Result | null;
  readonly appeared: readonly ComparedFinding[];
  /** who looked before and does not now, where that is why it is told */
  readonly unread: readonly Reader[];
}

/**
 * What has changed from an older report to a newer one.
 *
 * @param covers whether the newer run was to play a cell, as far as its report tells: what it was not asked for is not gone
 */
export function compareReports(
  { path, report: old }: Base,
  now: Report,
  covers: (cell: CellKey) => boolean = coveredBy(now),
): Change {
  const before = comparedCells(old);
  const after = comparedCells(now);
  const notThere = [...before].flatMap(([key, cell]) => (after.has(key) ? [] : [cell]));
  const leftOut = notThere.filter((cell) => !covers(cell));
  const changed = [
    ...[...after].map(([key, cell]) => changeOf(cell, before.get(key), old)),
    ...notThere.filter(covers).map(goneOf),
  ];
  const of = (kind: ChangedCell['kind']) => changed.filter((one) => one.kind === kind);
  const versions = sortVersions(new Set(changed.map(({ cell }) => cell.version)));
  const { started, candidate, harness } = old;
  return {
    base: { path, started, candidate, harness },
    counts: {
      ...countsOf((kind) => of(kind).length),
      new_failing: of('new').filter(({ to }) => to !== null && isFailure(to)).length,
      equal: of('equal').length,
    },
    notes: [...runNotes(old, now), ...unreadNote(changed), ...notAskedNote(leftOut.length, now)],
    versions,
    entries: entriesOf((kind) => composeEntries(of(kind), versions)),
  };
}

/** That fewer looked than before is easily missed where all that is left is good. */
function unreadNote(changed: readonly ChangedCell[]): string[] {
  const unread = changed.filter((one) => one.unread.length > 0).length;
  if (unread === 0) return [];
  return [
    `${plural(unread, 'cell')} fewer readers looked at than before: no better, since what they found may still be there`,
  ];
}

/** A run that was given up has played less than it was asked for, which has a note of its own. */
function notAskedNote(cells: number, { verdict }: Report): string[] {
  if (cells === 0 || verdict.cancelled) return [];
  return [`the newer run was not asked for ${plural(cells, 'cell')} of the older one: left out`];
}

function changeOf(now: ComparedCell, before: ComparedCell | undefined, old: Report): ChangedCell {
  if (before === undefined || !wasReached(before, old)) {
    const appeared = isFailure(now.result) ? now.found : [];
    return { cell: now, kind: 'new', from: null, to: now.result, appeared, unread: [] };
  }
  return { cell: now, from: before.result, to: now.result, ...compareCells(before, now) };
}

function goneOf(cell: ComparedCell): ChangedCell {
  return { cell, kind: 'gone', from: cell.result, to: null, appeared: [], unread: [] };
}

/** Cells by case and what has become of it, by suite, else in the order in which the cases come. */
function composeEntries(changed: readonly ChangedCell[], versions: readonly string[]): ChangeEntry[] {
  const groups = groupBy(changed, ({ cell, from, to, appeared, unread }) =>
    JSON.stringify([cell.suite, cell.target, cell.case, from, to, appeared.map(({ key }) => key), unread]),
  );
  const order = new Map(versions.map((version, at) => [version, at]));
  const at = ({ cell }: ChangedCell) => order.get(cell.version) ?? 0;
  const entries = [...groups.values()].flatMap((members) => {
    const inOrder = [...members].sort((a, b) => at(a) - at(b));
    const [first] = inOrder;
    return first ? [entryOf(first, inOrder)] : [];
  });
  return entries.sort((a, b) => (a.suite < b.suite ? -1 : a.suite > b.suite ? 1 : 0));
}

function entryOf(
  { cell, from, to, appeared, unread }: ChangedCell,
  members: readonly ChangedCell[],
): ChangeEntry {
  const { suite, target, case: name, reason, reproduce } = cell;
  const told = appeared.slice(0, FOUND_TOLD);
  return {
    suite,
    target,
    case: name,
    releases: members.map((member) => member.cell.version),
    from,
    to,
    appeared: told.map(withoutKey),
    more: appeared.length - told.length,
    ...(unread.length > 0 ? { unread } : {}),
    ...(to !== null && reason !== undefined ? { reason } : {}),
    ...(to !== null && reproduce !== undefined ? { reproduce } : {}),
  };
}

function withoutKey({ key: _, untold: __, list: ___, ...found }: ComparedFinding): Found {
  return found;
}

function countsOf(count: (kind: Kind) => number): Record<Kind, number> {
  return Object.fromEntries(KINDS.map((kind) => [kind, count(kind)])) as Record<Kind, number>;
}

function entriesOf(entries: (kind: Kind) => ChangeEntry[]): Record<Kind, ChangeEntry[]> {
  return Object.fromEntries(KINDS.map((kind) => [kind, entries(kind)])) as Record<Kind, ChangeEntry[]>;
}
