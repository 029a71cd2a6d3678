import { fillText } from '../text/fill.ts';
import { plural } from '../text/plural.ts';
import { sortVersions } from '../versions/order.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { Collection } from './collection.ts';
import { type Gap, gapsOf, isOfAll, reasonOf, recordedRows } from './gaps.ts';
import { type Builds, buildsTable } from './releases-builds.ts';
import { detailsOf } from './releases-details.ts';
import { overviewOf } from './releases-overview.ts';
import { historyOf } from './sentences.ts';

/** What the page is made of. */
export interface RecordedReleases {
  /** of all suites, by name; those that nothing is recorded of left out */
  readonly collections: readonly Collection[];
  /** what versions.json says of each release */
  readonly builds: Builds;
}

/**
 * The page for whoever asks what changed between two releases: an overview by release over all output types, then each
 * type with its profiles, what is not recorded, and which builds were played.
 */
export function releasesPage({ collections, builds }: RecordedReleases): string {
  const versions = sortVersions(new Set(collections.flatMap((collection) => collection.versions)));
  const histories = collections.map(historyOf);
  const cases = collections.reduce((sum, collection) => sum + recordedRows(collection).length, 0);
  const outputs = `${plural(cases, 'output')} of ${plural(collections.length, 'type')}`;
  return [
    '# What changes from release to release',
    '',
    ...paragraph(
      `Made of what is recorded in \`expected-outputs/\` whenever a recording (\`npx vitest -u\`) ends, and held against it by
      every verification of all suites; not to be edited. It tells what ${plural(versions.length, 'release')} of qemu-img,
      ${versionRanges(versions, versions)}, do otherwise than the one before, in ${outputs}: what a command prints and its
      exit codes. Fields that differ in any two runs (random ids, allocation) and error texts are not compared. A case that
      is refused prints nothing and is not counted. The [review pages](../__snapshots__) have every value of every case.`,
    ),
    '',
    '## Overview',
    '',
    ...overviewOf(histories, versions),
    '## By type of output',
    '',
    ...detailsOf(histories),
    ...notRecorded(collections, versions),
    '## Releases and builds',
    '',
    ...buildsTable(versions, builds),
    '',
  ].join('\n');
}

function paragraph(text: string): string[] {
  return fillText(text, '');
}

/** Where a difference between two releases is none, since one of them was not asked. */
function notRecorded(collections: readonly Collection[], versions: readonly string[]): string[] {
  const lines = collections.flatMap((collection) =>
    gapsOf(collection)
      .filter((gap) => !isOfAll(gap, collection))
      .flatMap((gap) => fillText(`* ${gapText(gap, collection, versions)}`, '  ')),
  );
  if (lines.length === 0) return [];
  return [
    '## Not recorded',
    '',
    ...paragraph(
      `Releases may be apart in a table above for this alone. A case is held against the nearest older release that has
      it.`,
    ),
    '',
    ...lines,
    '',
  ];
}

function gapText(gap: Gap, collection: Collection, versions: readonly string[]): string {
  const what = gap.kind === 'absent' ? '' : ', broken';
  const count = `${gap.rows.length} of ${plural(recordedRows(collection).length, 'case')}`;
  return `${collection.type.name}: not recorded for ${versionRanges(gap.releases, versions)}${what}: ${count}${reasonOf(gap)}`;
}
