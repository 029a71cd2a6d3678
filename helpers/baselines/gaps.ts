import { groupBy } from '../files/group-by.ts';
import { type Feature, featureName } from '../pipeline/feature.ts';
import type { Row } from '../pipeline/row.ts';
import type { Collection } from './collection.ts';

/** Cases that are not recorded, or not usable, for the same releases and the same reason. */
export interface Gap {
  readonly kind: 'absent' | 'broken';
  /** in version order */
  readonly releases: readonly string[];
  readonly rows: readonly Row[];
  /** what the cases need and the builds lack; undefined where they are not recorded for another reason */
  readonly lack: Feature | undefined;
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
  const ofCases = groupBy(missing, ({ row, kind, lack: feature }) => {
    return `${kind} ${feature} ${row.target}/${row.stem}`;
  });
  const alike = groupBy(ofCases.values(), (members) =>
    JSON.stringify(members.map(({ kind, version, lack: feature }) => [kind, version, feature])),
  );
  return [...alike.values()].flatMap((cases) => {
    const [first = []] = cases;
    return first.slice(0, 1).map(({ kind, lack: feature }) => ({
      kind,
      releases: first.map(({ version }) => version),
      rows: cases.flatMap(([one]) => one?.row ?? []),
      lack: feature,
    }));
  });
}

/** The cases that any release has: an image of another safety is in the tables, and may be in no recording. */
export function recordedRows({ versions, rows, at }: Collection): Row[] {
  return rows.filter((row) => versions.some((version) => at(row, version).kind !== 'absent'));
}

/** Cases that no release has: those of images that are read only where a run asks for their safety. */
export function isOfAll({ releases }: Gap, { versions }: Collection): boolean {
  return releases.length === versions.length;
}

/** Why there is a gap, to be put behind it; empty where no build lacks anything for it. */
export function reasonOf({ lack, releases }: Pick<Gap, 'lack' | 'releases'>): string {
  if (lack === undefined) return '';
  return ` (the ${releases.length === 1 ? 'build lacks' : 'builds lack'} ${withArticle(lack)})`;
}

/** `the parallels driver`, `zstd` */
function withArticle(feature: Feature): string {
  const name = featureName(feature);
  return name === feature ? name : `the ${name}`;
}
