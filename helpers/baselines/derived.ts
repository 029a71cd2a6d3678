import { readdirSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { foldersIn, readIfThere } from '../files/read.ts';
import { type Collection, tripleFiles } from './collection.ts';
import { DERIVED, PARTS } from './layout.ts';
import { composeVersionMap, groupProfiles } from './profiles.ts';
import { composeSums } from './sums.ts';
import { writeIfDifferent } from './write-file.ts';

/**
 * Everything in a type's folder that follows from its triples: the sums, the version map and the profiles with the
 * triples of their representatives. Path relative to the type's folder -> text.
 */
export function deriveFiles(collection: Collection): Map<string, string> {
  if (collection.files.length === 0) return new Map();
  const profiles = groupProfiles(collection);
  const derived = new Map([
    [DERIVED.sums as string, composeSums(collection.files, collection.bytes)],
    [DERIVED.map, composeVersionMap(collection, profiles)],
  ]);
  for (const { name, versions } of profiles) {
    const representative = versions[0] ?? '';
    for (const row of collection.rows) {
      if (collection.at(row, representative).kind !== 'whole') continue;
      const prefix = collection.type.profileStem === 'target-case' ? `${row.target}-` : '';
      for (const [index, file] of tripleFiles(row, representative).entries()) {
        const to = `${DERIVED.profiles}/${name}/${prefix}${row.stem}${Object.values(PARTS)[index]}`;
        derived.set(to, collection.bytes(file).toString());
      }
    }
  }
  return derived;
}

/** Paths of derived files that are on disk, relative to the type's folder. */
export function derivedOnDisk(root: string, type: string): string[] {
  const folder = join(root, type);
  const profiles = foldersIn(join(folder, DERIVED.profiles)).flatMap((profile) =>
    readdirSync(join(folder, DERIVED.profiles, profile)).map(
      (name) => `${DERIVED.profiles}/${profile}/${name}`,
    ),
  );
  const single = [DERIVED.sums, DERIVED.map].filter((name) => readIfThere(join(folder, name)) !== undefined);
  return [...single, ...profiles].sort();
}

/** Brings the derived files of one type up to date; equal files are left alone, stale ones removed. */
export function writeDerived(root: string, collection: Collection): void {
  const type = collection.type.name;
  const derived = deriveFiles(collection);
  for (const [path, text] of derived) writeIfDifferent(root, join(type, path), text);
  for (const path of derivedOnDisk(root, type)) {
    if (!derived.has(path)) removeFile(join(root, type, path));
  }
}

function removeFile(path: string): void {
  rmSync(path, { force: true });
  try {
    rmdirSync(dirname(path));
  } catch {
    // Not the last file of its folder.
  }
}
