import { groupBy } from '../files/group-by.ts';
import { type Feature, featureName } from '../pipeline/feature.ts';
import type { Row } from '../pipeline/row.ts';
import { enumerate } from '../text/enumerate.ts';
import type { Collection } from './collection.ts';

/** Cases that are not recorded, or not usable, for the same releases and the same reason. */
export interface Gap {
  readonly kind: 'absent' | 'broken';
  /** in version order */
  readonly releases: readonly string[];
  readonly rows: readonly Row[];
  /** what the cases need and the builds lack; none where they are not recorded for another reason */
  readonly lacks: readonly Feature[];
}

interface Missing {
  readonly row: Row;
  readonly kind: Gap['kind'];
  readonly version: string;
  readonly lack: Feature | undefined;
}

/** What is not recorded of a collection; cases that miss at the same releases for the same reason are one gap. */
export function gapsOf({ versions, rows, at, lack }: Collection): Gap[] {
  const missing = rows.flatMap((row) =>
    versions.flatMap((version): Missing[] => {
      const { kind } = at(row, version);
      return kind === 'whole' ? [] : [{ row, kind, version, lack: lack(row, version) }];
    }),
  );
  const ofCases = groupBy(missing, ({ row, kind }) => `${kind} ${row.target}/${row.stem}`);
  const alike = groupBy(ofCases.values(), (members) =>
    JSON.stringify(members.map(({ kind, version, lack: feature }) => [kind, version, feature])),
  );
  return [...alike.values()].flatMap((cases) => {
    const [first = []] = cases;
    return first.slice(0, 1).map(({ kind }) => ({
      kind,
      releases: first.map(({ version }) => version),
      rows: cases.flatMap(([one]) => one?.row ?? []),
      lacks: [...new Set(first.flatMap((one) => one.lack ?? []))],
    }));
  });
}

/** Cases that no release has: those of images that are read only where a run asks for their safety. */
export function isOfAll({ releases }: Gap, { versions }: Collection): boolean {
  return releases.length === versions.length;
}

/** Why there is a gap, to be put behind it; empty where no build lacks anything for it. */
export function reasonOf({ lacks, releases }: Pick<Gap, 'lacks' | 'releases'>): string {
  if (lacks.length === 0) return '';
  return ` (the ${releases.length === 1 ? 'build lacks' : 'builds lack'} ${enumerate(lacks.map(withArticle))})`;
}

/** `the parallels driver`, `zstd` */
function withArticle(feature: Feature): string {
  const name = featureName(feature);
  return name === feature ? name : `the ${name}`;
}
