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
  /** what the builds of all these releases lack */
  readonly lacks: readonly string[];
}

/** What is not recorded of a collection; cases that miss at the same releases for the same reasons are one gap. */
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
  return [...alike.values()].flatMap((cases) => {
    const [first] = cases;
    const kind = first?.[0]?.kind;
    if (!first || kind === undefined) return [];
    const releases = first.map(({ version }) => version);
    // Releases whose builds lack something else are told apart.
    const apart = groupBy(releases, (version) => JSON.stringify(lacks.get(version) ?? []));
    return [...apart].map(
      ([words, members]): Gap => ({
        kind,
        releases: members,
        rows: cases.flatMap(([one]) => one?.row ?? []),
        lacks: JSON.parse(words) as string[],
      }),
    );
  });
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
