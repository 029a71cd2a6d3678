import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn, stateOf } from './look.ts';

/** Bytes below which nothing useful can be written any more. */
const LEFT_AT_LEAST = 256 * 1024;
/** The same for files: a workplace alone is four. */
const FILES_AT_LEAST = 8;

/** What a file system has, or what a tree takes of it: bytes as they are allocated, holes aside, and files. */
export interface Space {
  readonly bytes: number;
  readonly files: number;
}

/** The size of the file system that a folder lies on, and what is free there for this user; no files: it does not count them. */
export function spaceOf(folder: string): { readonly all: Space; readonly free: Space } {
  const { bsize, blocks, bavail, files, ffree } = statfsSync(folder);
  return {
    all: { bytes: blocks * bsize, files },
    free: { bytes: bavail * bsize, files: ffree },
  };
}

/** Whether the file system of a folder has no room left, for data or for files. */
export function isFull(folder: string): boolean {
  const { all, free } = spaceOf(folder);
  return free.bytes < LEFT_AT_LEAST || (all.files > 0 && free.files < FILES_AT_LEAST);
}

/** What a tree takes; a part of it that cannot be read is left out, links are not followed. */
export function spaceTaken(path: string): Space {
  const state = stateOf(path);
  if (state === undefined) return { bytes: 0, files: 0 };
  let bytes = Number(state.blocks) * 512;
  let files = 1;
  if (!state.isDirectory()) return { bytes, files };
  for (const name of namesIn(path)) {
    const inside = spaceTaken(join(path, name));
    bytes += inside.bytes;
    files += inside.files;
  }
  return { bytes, files };
}

/** Whether an error is that of a file system that is full, or of a quota that is used up. */
export function isOutOfSpace(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' || (error instanceof Error && saysOutOfSpace(error.message));
}

/** Whether a program says that it met a full file system, in the words of `strerror` under LC_ALL=C. */
export function saysOutOfSpace(text: string): boolean {
  return /No space left on device|Disk quota exceeded/.test(text);
}
