import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { type Kind, kindOf } from './kind.ts';

/** A file as it is at a moment. */
export interface FileState {
  readonly kind: Kind;
  readonly size: number;
  /** when its content was last written, milliseconds; any program can set it */
  readonly writtenMs: number;
  /** what tells, without reading it, that it may be another: the time of change is set by whatever is done to a file */
  readonly stamp: string;
}

/** The files of some trees as they are at a moment, by path. */
export type TreeStates = ReadonlyMap<string, FileState>;

/** What has become of a file. */
export interface Change {
  readonly path: string;
  readonly what: 'changed' | 'removed' | 'new';
}

/**
 * The files below a folder; links are not followed. Takes about 6 us a file.
 *
 * @param isLeftOut says of a path, of a file or a folder, that nobody asks for it
 */
export function treeStates(folder: string, isLeftOut: (path: string, name: string) => boolean): TreeStates {
  const states = new Map<string, FileState>();
  const walk = (parent: string) => {
    for (const entry of entriesOf(parent)) {
      const path = `${parent}/${entry.name}`;
      if (isLeftOut(path, entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else addState(states, path);
    }
  };
  walk(folder);
  return states;
}

function addState(states: Map<string, FileState>, path: string): void {
  try {
    const state = lstatSync(path);
    const { ino, size, mtimeMs: writtenMs, ctimeMs } = state;
    states.set(path, { kind: kindOf(state), size, writtenMs, stamp: `${ino} ${ctimeMs}` });
  } catch {
    // It is there, under a name that is no UTF-8, or was when its folder was read.
    states.set(path, { kind: 'file', size: 0, writtenMs: 0, stamp: 'unknown' });
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/**
 * What has become of files from one moment to another, in the order of their paths.
 *
 * @param isSame asks of a file whether it still holds what it did, where its stamp does not answer that: a link to it,
 *   other rights, or a checkout of another commit and back change the stamp of thousands of files and not a byte
 */
export function changesBetween(
  before: TreeStates,
  after: TreeStates,
  isSame: (path: string, was: FileState, is: FileState) => boolean,
): Change[] {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const found: Change[] = gone.map((path) => ({ path, what: 'removed' }));
  for (const [path, is] of after) {
    const was = before.get(path);
    if (was === undefined) found.push({ path, what: 'new' });
    else if (was.stamp !== is.stamp && !isSame(path, was, is)) found.push({ path, what: 'changed' });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
