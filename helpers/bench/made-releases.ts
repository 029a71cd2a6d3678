import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { finishType } from '../baselines/finish-recording.ts';
import { PARTS, VERSIONS_FILE } from '../baselines/layout.ts';
import { recordedVersions } from '../baselines/store.ts';
import { type RunSums, sumOf, sumsIn } from '../baselines/sums.ts';
import { readVersionsFile, versionsText } from '../baselines/versions-file.ts';
import { filesIn, foldersIn } from '../files/read.ts';
import type { Suite } from '../pipeline/row.ts';
import { sortVersions } from '../versions/order.ts';

/**
 * Adds made-up releases to a copy of the baselines, until there are so many: each has recorded what another one has, which
 * is not installed where there is such a one.
 *
 * @param root the copy, which is written to
 * @param installed releases that are installed
 * @returns the made-up ones
 */
export function addReleases(
  root: string,
  suites: readonly Suite[],
  installed: readonly string[],
  count: number,
): string[] {
  const entries = readVersionsFile(root);
  const recorded = sortVersions(Object.keys(entries));
  const like = recorded.findLast((version) => !installed.includes(version)) ?? recorded.at(-1) ?? '';
  const added = namesAfter(like, recorded, count - recorded.length);
  const entry = entries[like];
  if (entry === undefined) return [];
  const more = added.map(
    (version) => [version, { ...entry, banner: entry.banner.replace(like, version) }] as const,
  );
  writeFileSync(join(root, VERSIONS_FILE), versionsText({ ...entries, ...Object.fromEntries(more) }));
  const sums = sumsIn(root);
  for (const suite of suites) {
    for (const type of suite.outputTypes) {
      if (!recordedVersions(root, type.name).includes(like)) continue;
      for (const version of added) copyRelease(root, type.name, like, version, sums);
      finishType({ expectedOutputs: root, snapshots: undefined, suite, here: new Map(), sums }, type);
    }
  }
  return added;
}

/** The next free names of the series of a release: 10.2.1 and 10.2.2 after 10.2.0. */
export function namesAfter(like: string, recorded: readonly string[], count: number): string[] {
  const series = like.replace(/\.\d+$/, '');
  const names: string[] = [];
  for (let patch = Number(like.split('.').at(-1)) + 1; names.length < count; patch++) {
    const name = `${series}.${patch}`;
    if (!recorded.includes(name)) names.push(name);
  }
  return names;
}

/** Copies what one release has of an output type to another, which its metas then are of. */
function copyRelease(root: string, type: string, from: string, to: string, sums: RunSums): void {
  for (const target of foldersIn(join(root, type))) {
    const folder = join(root, type, target);
    if (!readdirSync(folder).includes(from)) continue;
    cpSync(join(folder, from), join(folder, to), { recursive: true });
    for (const name of filesIn(join(folder, to))) {
      const path = join(folder, to, name);
      if (name.endsWith(PARTS.meta)) {
        const text = readFileSync(path, 'utf8');
        writeFileSync(path, text.replace(`"qemu_version": "${from}"`, `"qemu_version": "${to}"`));
      }
      sums.written(type).set(`${target}/${to}/${name}`, sumOf(readFileSync(path)));
    }
  }
}
