import { lstatSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Entry } from '../files/entries.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { isOfCase } from './audit-sums.ts';
import { type Collection, isOfProfile, tripleFiles } from './collection.ts';
import { goneReleases } from './gone-releases.ts';
import { DERIVED, PARTS } from './layout.ts';
import { composeVersionMap, groupProfiles } from './profiles.ts';
import { composeSums, readSums, type Sums } from './sums.ts';
import { writeIfDifferent } from './write-file.ts';

/**
 * Everything in a type's folder that follows from its triples: the sums, the version map and the profiles with the
 * triples of their representatives. Path relative to the type's folder -> text.
 *
 * @param sums of what was recorded. They are kept and not taken from the files, of which one may have been changed since:
 *   only recording it gives it another. Those of a release go with its last file
 */
export function deriveFiles(collection: Collection, sums: Sums): Map<string, string> {
  const gone = goneReleases(collection, sums);
  const isKept = (file: string) =>
    isOfCase(collection, file) && !gone.includes(collection.ownerOf(file)?.version ?? '');
  const kept = new Map([...sums].filter(([file]) => isKept(file)));
  if (collection.versions.length === 0) return new Map();
  const profiles = groupProfiles(collection);
  const derived = new Map([
    [DERIVED.sums as string, composeSums(kept)],
    [DERIVED.map, composeVersionMap(collection, profiles)],
  ]);
  for (const { name, versions } of profiles) {
    const representative = versions[0] ?? '';
    for (const row of collection.rows) {
      if (collection.at(row, representative).kind !== 'whole') continue;
      const prefix = collection.type.profileStem === 'target-case' ? `${row.target}-` : '';
      for (const [index, file] of tripleFiles(row, representative).entries()) {
        const to = `${DERIVED.profiles}/${name}/${prefix}${row.stem}${Object.values(PARTS)[index]}`;
        derived.set(to, collection.content(file).text);
      }
    }
  }
  return derived;
}

/** What lies where derived files do and is none of them: folders too that hold none, each before what it holds. */
export function leftOver({ entries }: Collection, derived: ReadonlyMap<string, string>): Entry[] {
  const folders = new Set<string>([DERIVED.profiles]);
  for (const path of derived.keys()) folders.add(dirname(path));
  const isOfDerived = (path: string) => path === DERIVED.sums || path === DERIVED.map || isOfProfile(path);
  return entries.filter(({ path, kind }) => {
    if (!isOfDerived(path)) return false;
    return kind === 'folder' ? !folders.has(path) : !derived.has(path);
  });
}

/**
 * Brings the derived files of one type up to date; equal files are left alone, stale ones removed.
 *
 * @param written sums of what was recorded since the sums that lie there were read: these are read again, since another
 *   recording may have added its own
 */
export function writeDerived(
  root: string,
  collection: Collection,
  written: ReadonlyMap<string, string>,
): void {
  const type = collection.type.name;
  const derived = deriveFiles(collection, new Map([...readSums(join(root, type)), ...written]));
  for (const [path, text] of derived) writeIfDifferent(root, join(type, path), text);
  for (const { path } of leftOver(collection, derived).reverse()) remove(join(root, type, path));
}

/** Removes a file or an empty folder; what has anything else in it stays, for the audit to tell. */
function remove(path: string): void {
  try {
    if (lstatSync(path).isDirectory()) rmdirSync(path);
    else rmSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY'))
      throw new UsageError(`cannot remove ${path}: ${errorLine(error)}`);
  }
}
