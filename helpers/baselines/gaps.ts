import { groupBy } from '../files/group-by.ts';
import type { Row } from '../pipeline/row.ts';
import type { Collection } from './collection.ts';

/** What the build of a release lacks, in words: `the parallels driver`, `zstd`. */
export type Lacks = ReadonlyMap<string, readonly string[]>;

export const NOTHING_LACKS: Lacks = new Map();

/** Cases that are not recorded, or not usable, for the same releases. */
export interface Gap {
  readonly kind: 'absent' | 'broken';
  /** in version order */
  readonly releases: readonly string[];
  readonly rows: readonly Row[];
  /** what the builds of all these releases lack, as far as that is known */
  readonly lacks: readonly string[];
}

/** What is not recorded of a collection; cases that miss at the same releases are one gap. */
export function gapsOf({ versions, rows, at }: Collection, lacks: Lacks): Gap[] {
  const missing = versions.flatMap((version) =>
    rows.flatMap((row) => {
      const { kind } = at(row, version);
      return kind === 'whole' ? [] : [{ row, kind, version }];
    }),
  );
  const ofCases = groupBy(missing, ({ row, kind }) => `${kind} ${row.target}/${row.stem}`);
  const alike = groupBy(ofCases.values(), (members) =>
    JSON.stringify([members[0]?.kind, ...members.map(({ version }) => version)]),
  );
  return [...alike.values()].flatMap((cases): Gap[] => {
    const [first = []] = cases;
    const kind = first[0]?.kind;
    if (kind === undefined) return [];
    const releases = first.map(({ version }) => version);
    const others = versions.filter((version) => !releases.includes(version));
    const gap = { kind, releases, rows: cases.flatMap(([one]) => one?.row ?? []) };
    return [{ ...gap, lacks: kind === 'absent' ? lackedBy(releases, others, lacks) : [] }];
  });
}

/** What all of these releases lack; where that is several things, what the releases that have the cases do not lack. */
function lackedBy(releases: readonly string[], others: readonly string[], lacks: Lacks): readonly string[] {
  const lacksIt = (word: string) => (version: string) => lacks.get(version)?.includes(word) === true;
  const [first = ''] = releases;
  const common = (lacks.get(first) ?? []).filter((word) => releases.every(lacksIt(word)));
  const own = common.filter((word) => !others.some(lacksIt(word)));
  return own.length > 0 ? own : common;
}

/** Cases that no release has: those of images that are read only where a run asks for their safety. */
export function isOfAll({ releases }: Gap, { versions }: Collection): boolean {
  return releases.length === versions.length;
}

/** Why there is a gap, to be put behind it; empty where it is not known. */
export function reasonOf({ lacks, releases }: Pick<Gap, 'lacks' | 'releases'>): string {
  if (lacks.length === 0) return '';
  return ` (the ${releases.length === 1 ? 'build lacks' : 'builds lack'} ${lacks.join(', ')})`;
}
