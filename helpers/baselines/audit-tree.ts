import { join } from 'node:path';
import { filesIn, foldersIn } from '../files/read.ts';
import type { Feature } from '../pipeline/feature.ts';
import type { Suite } from '../pipeline/row.ts';
import { shownPath } from '../text/shown-path.ts';
import type { Finding } from './audit.ts';
import { STAGING, VERSIONS_FILE } from './layout.ts';
import type { Recording } from './recording.ts';
import { recordedVersions } from './store.ts';
import { readVersionsFile } from './versions-file.ts';

/**
 * Holds expected-outputs/ as a whole against all suites: every folder is an output type of one of them, and
 * versions.json says of every recorded release what it was recorded with, and of no other.
 *
 * @param ownBuilds what those installed builds lack that releases were recorded with, by release
 */
export function auditTree(
  root: string,
  suites: readonly Suite[],
  ownBuilds: Readonly<Record<string, readonly Feature[]>>,
): Finding[] {
  const types = suites.flatMap(({ outputTypes }) => outputTypes.map(({ name }) => name));
  const unknown = foldersIn(root).filter((name) => name !== STAGING && !types.includes(name));
  const recorded = new Set(types.flatMap((type) => recordedVersions(root, type)));
  const entries = readVersionsFile(root);
  const told = new Set(Object.keys(entries));
  // Whatever was written once is in the history of the file.
  const again = (version: string): Recording => ({
    kind: 'record',
    suite: undefined,
    releases: [version],
    restore: { root, files: [VERSIONS_FILE] },
  });
  const misjudged = Object.entries(ownBuilds).filter(
    ([version, lacks]) => told.has(version) && `${entries[version]?.lacks ?? []}` !== `${lacks}`,
  );
  return [
    ...unknown.map((name) => ({
      where: name,
      what: 'is an output type of no suite',
      mend: { kind: 'remove' as const, path: join(root, name), isFolder: true },
    })),
    ...[...recorded]
      .filter((version) => !told.has(version))
      .map((version) => ({
        where: VERSIONS_FILE,
        what: `does not say what ${version} was recorded with`,
        mend: again(version),
      })),
    ...misjudged.map(([version, lacks]) => ({
      where: VERSIONS_FILE,
      what: `is wrong about what the build of ${version} lacks, which is installed: ${lacks.join(', ') || 'nothing'}`,
      mend: again(version),
    })),
    ...[...told]
      .filter((version) => !recorded.has(version))
      .map((version) => ({
        where: VERSIONS_FILE,
        what: `tells of ${version}, which has no baselines`,
        mend: {
          kind: 'by hand' as const,
          what: `remove its entry from ${shownPath(join(root, VERSIONS_FILE))}`,
        },
      })),
  ];
}

/** Review pages of output types that no suite has. */
export function strayPages(snapshots: string, suites: readonly Suite[]): Finding[] {
  const pages = suites.flatMap(({ outputTypes }) => outputTypes.map(({ name }) => `${name}.md`));
  return filesIn(snapshots)
    .filter((name) => !pages.includes(name))
    .map((name) => ({
      where: `__snapshots__/${name}`,
      what: 'is the page of no output type',
      mend: { kind: 'remove' as const, path: join(snapshots, name) },
    }));
}
