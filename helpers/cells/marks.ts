import { randomUUID } from 'node:crypto';
import { mkdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { isOpenFolder, stateOf } from '../files/look.ts';
import { removeTree } from '../files/remove-tree.ts';
import { isOutOfSpace } from '../files/room.ts';

/** What a process tells the others of: something that it has found in a folder that they share, and removed. */
export interface Mark {
  readonly what: string;
  /** when it was made, milliseconds since 1970 */
  readonly at: number;
}

/**
 * Leaves a mark for other processes: a link that leads nowhere, since that is there with what it says at once, and may
 * be as long as a path.
 *
 * @returns its name in the folder; undefined where the file system is full: who fills it is found by that
 */
export function leaveMark(folder: string, mark: Mark): string | undefined {
  const name = randomUUID();
  try {
    makeUsable(folder);
    symlinkSync(JSON.stringify(mark), join(folder, name));
    return name;
  } catch (error) {
    if (isOutOfSpace(error)) return undefined;
    throw error;
  }
}

/** A candidate may have put something else there, or have locked it. */
function makeUsable(folder: string): void {
  if (isOpenFolder(stateOf(folder))) return;
  removeTree(folder);
  mkdirSync(folder, { recursive: true });
}

/** What a mark says; undefined where it is none. */
export function readMark(path: string): Mark | undefined {
  try {
    const { what, at } = JSON.parse(readlinkSync(path));
    return typeof what === 'string' && typeof at === 'number' ? { what, at } : undefined;
  } catch {
    return undefined;
  }
}
