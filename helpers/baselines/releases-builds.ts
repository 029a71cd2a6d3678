import { groupBy } from '../files/group-by.ts';
import type { Provenance } from '../references/provenance.ts';
import { majorMinor } from '../versions/order.ts';

/** What is known of the builds, by release. */
export type Builds = Readonly<Record<string, Pick<Provenance, 'source'>>>;

/** Which releases of each series are recorded, and with which builds. */
export function buildsTable(versions: readonly string[], builds: Builds): string[] {
  return [
    '| series | releases, and the builds that were played |',
    '|---|---|',
    ...[...groupBy(versions, majorMinor)].map(([series, members]) => {
      const played = members.map((version) => `${version} (${builds[version]?.source ?? 'unknown'})`);
      return `| ${series} | ${played.join(', ')} |`;
    }),
  ];
}
