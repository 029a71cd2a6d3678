import stringify from 'fast-json-stable-stringify';
import type { Judgement, Result } from '../cells/verdict.ts';
import { type Difference, type WrittenDifference, writeDifference } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Reader } from '../pipeline/reader.ts';
import { sortVersions } from '../versions/order.ts';
import { failuresOf, type VerifiedCell } from './cell-report.ts';

/** Cells of one case in which the same readers found the same, whatever the release. */
export interface Group {
  readonly suite: string;
  readonly target: string;
  readonly case: string;
  /** oldest first */
  readonly releases: readonly string[];
  readonly result: Result;
  /** by release, as `releases` */
  readonly cells: readonly [VerifiedCell, ...VerifiedCell[]];
}

/** A group as parity.json has it. */
export interface WrittenGroup {
  readonly suite: string;
  readonly target: string;
  readonly case: string;
  readonly releases: readonly string[];
  readonly result: Result;
  /** each once, with all who found it */
  readonly differences: readonly (WrittenDifference & { readonly readers: readonly Reader[] })[];
  /** of readers that could not compare, and of entries that are stale */
  readonly reasons: readonly { readonly reader: Reader; readonly result: string; readonly reason: string }[];
}

/** Cells that failed, by case and what was found, in the order in which the cases come. */
export function groupFindings(cells: readonly VerifiedCell[]): Group[] {
  const failed = cells.filter((cell) => failuresOf(cell).length > 0);
  return [...groupBy(failed, findingKey).values()].flatMap((members) => {
    const versions = sortVersions(new Set(members.map(({ version }) => version)));
    const inOrder = versions.flatMap((version) => members.filter((cell) => cell.version === version));
    const [first, ...more] = inOrder;
    if (!first) return [];
    const { suite, target, case: name, outcome } = first;
    return [
      { suite, target, case: name, releases: versions, result: outcome.result, cells: [first, ...more] },
    ];
  });
}

/** Equal for cells of one group. */
export function findingKey(cell: VerifiedCell): string {
  return stringify([
    cell.suite,
    cell.target,
    cell.case,
    failuresOf(cell).map((judgement) => [
      judgement.reader,
      judgement.result,
      'reason' in judgement ? withoutReleases(judgement.reason) : '',
      differencesOf(judgement).map(withoutAs),
    ]),
  ]);
}

/** The groups of parity.json. */
export function composeGroups(cells: readonly VerifiedCell[]): WrittenGroup[] {
  return groupFindings(cells).map(({ cells: members, ...group }) => ({
    ...group,
    differences: writtenDifferences(members),
    reasons: failuresOf(members[0]).flatMap((judgement) =>
      'reason' in judgement
        ? [{ reader: judgement.reader, result: judgement.result, reason: judgement.reason }]
        : [],
    ),
  }));
}

/** The differences of a group, each once, however many readers have seen it. */
export function differencesOfGroup({ cells }: Group): Difference[] {
  const all = failuresOf(cells[0]).flatMap(differencesOf);
  const byContent = groupBy(all, (difference) => stringify(withoutAs(difference)));
  return [...byContent.values()].flatMap(([first]) => (first ? [first] : []));
}

function writtenDifferences(cells: Group['cells']): WrittenGroup['differences'] {
  const [first, ...others] = cells.map(differencesByContent);
  return [...(first ?? [])].flatMap(([key, members]) => {
    const [one] = members;
    if (!one) return [];
    const { as, ...written } = writeDifference(one.difference);
    // Which other releases give an answer differs by release; what is said of all is said of the group.
    const ofAll = others.every((cell) => cell.get(key)?.some(({ difference }) => difference.as === as));
    const readers = [...new Set(members.map(({ reader }) => reader))];
    return [{ ...written, ...(as !== undefined && ofAll ? { as } : {}), readers }];
  });
}

/** What differs in a cell and who has seen it, by what it says. */
function differencesByContent(cell: VerifiedCell) {
  const seen = failuresOf(cell).flatMap((judgement) =>
    differencesOf(judgement).map((difference) => ({ difference, reader: judgement.reader })),
  );
  return groupBy(seen, ({ difference }) => stringify(withoutAs(difference)));
}

function differencesOf(judgement: Judgement): readonly Difference[] {
  return ('differences' in judgement ? judgement.differences : undefined) ?? [];
}

/** A reason that names the cell's release, the files of its baselines or the command that records it is that of others too. */
function withoutReleases(reason: string): string {
  return reason.replace(/(?<![\d.])\d+\.\d+\.\d+(?!\.?\d)/g, '#');
}

function withoutAs({ as: _, ...difference }: Difference): Difference {
  return difference;
}
