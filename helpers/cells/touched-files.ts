import type { BigIntStats } from 'node:fs';
import { join } from 'node:path';
import type { Difference } from '../comparison/difference.ts';
import { Told } from '../comparison/told.ts';
import { isOpenFolder, kindInWords, namesIn, stateOf } from '../files/look.ts';
import { PARTS, strayFiles, type Workplace } from '../pipeline/workplace.ts';
import { type Content, type Contents, changeOf } from './digest.ts';

/** What there was: files of the case's directory by their names, and the folders of the workplace, with a `/` at the end. */
export type FileStates = ReadonlyMap<string, BigIntStats>;

const LEFT_BEHIND = 'left behind';

/** Whether something has become of what was there, and not only something appeared beside it. */
export function isChange({ location, actual }: Difference): boolean {
  return location.kind !== 'untold' && actual !== LEFT_BEHIND;
}

/** A workplace as it is now; what a program has removed or locked is not in it. */
export function fileStates(place: Workplace): FileStates {
  const paths = [
    ...foldersOf(place),
    ...namesIn(place.work).map((name) => [name, join(place.work, name)] as const),
  ];
  return new Map(
    paths.flatMap(([name, path]) => {
      const state = stateOf(path);
      return state ? [[name, state] as const] : [];
    }),
  );
}

/** The folders of a workplace, by how they are told of, with their paths. */
function foldersOf({ top }: Workplace): (readonly [name: string, path: string])[] {
  return [['../', top], ...PARTS.map((part) => [`${part}/`, join(top, part)] as const)];
}

/**
 * What was done to a workplace since it was in a state, but for files that were to be written: folders that are gone,
 * locked or something else, files that were changed or removed, and what was left behind where nothing belongs.
 *
 * Of very many the last difference stands for those that are not told, which are strays if there are any.
 *
 * Files that only their times of change tell of (utimes(2) sets the others back) are compared with what they held.
 *
 * @param held what files held before, as far as it is known; what is not known counts as changed
 */
export async function touchedFiles(
  place: Workplace,
  before: FileStates,
  written: readonly string[],
  held: Contents = new Map(),
): Promise<Difference[]> {
  const folders = touchedFolders(place, before);
  // What is in a folder that is not there any more, or is another, is no further finding.
  if (folders.length > 0) return folders;
  const after = fileStates(place);
  const strays = new Set(strayFiles(place));
  const told = new Told();
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    if (name.endsWith('/') || strays.has(`work/${name}`)) continue;
    const path = join(place.work, name);
    const fate = written.includes(name)
      ? fateOfWritten(after.get(name), path)
      : await fateOfInput(before.get(name), after.get(name), path, held.get(name));
    if (fate) told.add(() => ({ location: { kind: 'file', file: `work/${name}` }, ...fate }));
  }
  for (const file of strays) told.add(() => ({ location: { kind: 'file', file }, actual: LEFT_BEHIND }));
  return told.differences;
}

type Fate = Pick<Difference, 'expected' | 'actual'>;

function touchedFolders(place: Workplace, before: FileStates): Difference[] {
  for (const [file, path] of foldersOf(place)) {
    const [was, is] = [before.get(file), stateOf(path)];
    const fate = was && fateOfFolder(was, is, path);
    if (fate) return [{ location: { kind: 'file', file }, expected: 'a folder', actual: fate }];
  }
  return [];
}

function fateOfFolder(was: BigIntStats, is: BigIntStats | undefined, path: string): string | undefined {
  if (!is) return 'removed';
  if (!is.isDirectory()) return kindInWords(is, path);
  if (is.ino !== was.ino) return 'another folder';
  // A tool that makes its home 0700, as `gpg` does, has locked nobody out.
  return isOpenFolder(is) ? undefined : `locked (mode ${(is.mode & 0o7777n).toString(8).padStart(3, '0')})`;
}

/** What was written is a file, or not there: what anything else leads to lies where nothing is to be written. */
function fateOfWritten(is: BigIntStats | undefined, path: string): Fate | undefined {
  return !is || is.isFile() ? undefined : { expected: 'a file', actual: kindInWords(is, path) };
}

async function fateOfInput(
  was: BigIntStats | undefined,
  is: BigIntStats | undefined,
  path: string,
  held: Content | undefined,
): Promise<Fate | undefined> {
  if (!was) return { actual: LEFT_BEHIND };
  if (!is) return { expected: 'as it was', actual: 'removed' };
  if (was.isFile() && !is.isFile()) return { expected: 'a file', actual: kindInWords(is, path) };
  const changed = { expected: 'as it was', actual: 'changed' };
  const isOther =
    is.ino !== was.ino || is.size !== was.size || is.mtimeNs !== was.mtimeNs || is.mode !== was.mode;
  if (isOther) return changed;
  if (is.ctimeNs === was.ctimeNs) return undefined;
  return held && (await changeOf(path, held)) === undefined ? undefined : changed;
}
