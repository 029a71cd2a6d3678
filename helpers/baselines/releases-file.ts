import { join } from 'node:path';
import { readIfThere } from '../files/read.ts';
import type { Suite } from '../pipeline/row.ts';
import type { Finding } from './audit.ts';
import { readCollection } from './collection.ts';
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

/** Holds the page of the releases against the baselines. */
export function auditReleasesFile(file: ReleasesFile): Finding[] {
  const text = textOf(file);
  const there = readIfThere(join(file.docs, RELEASES_FILE));
  if (text === undefined || there === text) return [];
  return [
    {
      where: `docs/${RELEASES_FILE}`,
      what: there === undefined ? 'is not there' : 'is not what the baselines give',
      // Nothing is played there, and whatever is recorded ends in writing the page.
      mend: { kind: 'record', suite: 'tree', releases: [] },
    },
  ];
}

/** undefined where nothing is recorded */
function textOf({ expectedOutputs, suites }: ReleasesFile): string | undefined {
  const collections = [...suites]
    .sort((a, b) => (a.command < b.command ? -1 : 1))
    .flatMap((suite) => suite.outputTypes.map((type) => readCollection(expectedOutputs, suite, type)))
    .filter(({ versions }) => versions.length > 0);
  if (collections.length === 0) return undefined;
  const builds = readVersionsFile(expectedOutputs);
  return releasesPage({ collections, builds });
}
