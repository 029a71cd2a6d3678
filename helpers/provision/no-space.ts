import { statfsSync } from 'node:fs';
import { Interrupted } from '../process/commands.ts';
import { TooSlow } from './time-limit.ts';

/** Of the system, of Node, and of apt, which looks before it downloads. */
const SAID = /No space left on device|Disk quota exceeded|don't have enough free space|\b(ENOSPC|EDQUOT)\b/i;

/** Bytes below which a disk is full, whatever a program says: apt dies of a signal where its cache finds no room. */
const FULL = 1024 * 1024;

/** The disk is full: nothing that goes on would come to an end. */
export class NoSpace extends Error {
  /** @param needed megabytes (2^20 bytes) that the work takes, about */
  constructor(folder: string, needed: number) {
    super(`no space left in ${folder} (needed about ${Math.ceil(needed)} MiB)`);
  }
}

/** What went wrong with work in a folder: a disk that is full, where it comes from that, else the error itself. */
export function orNoSpace(error: unknown, folder: string, needed: number): unknown {
  if ([Interrupted, TooSlow, NoSpace].some((kind) => error instanceof kind)) return error;
  const says = error instanceof Error && SAID.test(error.message);
  return says || isFull(folder) ? new NoSpace(folder, needed) : error;
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < FULL;
  } catch {
    return false;
  }
}
