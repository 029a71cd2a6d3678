import { join } from 'node:path';
import { readPlain } from '../files/read-plain.ts';
import type { Suite } from '../pipeline/row.ts';
import { type Collection, readCollection } from './collection.ts';
import type { Finding } from './finding.ts';
import { inTheWayOf } from './in-the-way.ts';
import type { Recording } from './recording.ts';
import { releasesPage } from './releases-page.ts';
import { readVersionsFile } from './versions-file.ts';
import { sweepStaging, writeIfDifferent } from './write-file.ts';

/** Name of the page that says what changes from release to release. */
export const RELEASES_FILE = 'releases.md';

interface ProjectFolders {
  readonly root: string;
  readonly snapshots: string | undefined;
}

/** Folder of the page; undefined where the baselines are not the project's own, as of the review pages. */
export function docsFolder({ root, snapshots }: ProjectFolders): string | undefined {
  return snapshots === undefined ? undefined : join(root, 'docs');
}

/** Where the page lies, and of which baselines it is. */
export interface ReleasesFile {
  readonly docs: string;
  readonly expectedOutputs: string;
  readonly suites: readonly Suite[];
}

/**
 * Brings the page of the releases up to date.
 *
 * @throws UsageError where it cannot be written
 */
export function writeReleasesFile(file: ReleasesFile): void {
  const text = textOf(file);
  if (text === undefined) return;
  writeIfDifferent(file.docs, RELEASES_FILE, text);
  sweepStaging(file.docs);
}

/**
 * Holds the page of the releases against the baselines.
 *
 * @param areWrong whether something is wrong with these: they are what is to be mended then, and the page with them
 */
export function auditReleasesFile(file: ReleasesFile, areWrong: () => boolean): Finding[] {
  const collections = recordedCollections(file);
  const text = textOf(file, collections);
  if (text === undefined) return [];
  const path = join(file.docs, RELEASES_FILE);
  const where = `docs/${RELEASES_FILE}`;
  // Nothing is played there, and whatever is recorded ends in writing the page.
  const mend: Recording = { kind: 'record', suite: 'tree', releases: [] };
  const other = inTheWayOf(path);
  if (other) return [{ where, what: other.what, mend: { ...mend, inTheWay: [other] } }];
  const there = readPlain(path);
  if (there === text) return [];
  if (there !== undefined && areWrong()) return [];
  return [{ where, what: there === undefined ? 'is not there' : 'is not what the baselines give', mend }];
}

/** Everything recorded of these suites, by their names and output types; what nothing is recorded of is left out. */
export function recordedCollections({
  expectedOutputs,
  suites,
}: Pick<ReleasesFile, 'expectedOutputs' | 'suites'>): Collection[] {
  return [...suites]
    .sort((a, b) => (a.command < b.command ? -1 : 1))
    .flatMap((suite) => suite.outputTypes.map((type) => readCollection(expectedOutputs, suite, type)))
    .filter(({ versions }) => versions.length > 0);
}

/** undefined where nothing is recorded */
function textOf(file: ReleasesFile, collections = recordedCollections(file)): string | undefined {
  if (collections.length === 0) return undefined;
  const builds = readVersionsFile(file.expectedOutputs);
  return releasesPage({ collections, builds });
}
