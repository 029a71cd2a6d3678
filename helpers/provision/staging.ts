import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = '.staging-';

/** Creates a directory of this process inside the folder; the name says whose it is. */
export async function createStaging(folder: string, label: string): Promise<string> {
  const directory = stagingPath(folder, label);
  await mkdir(directory, { recursive: true });
  return directory;
}

/** Where this process puts what is not finished yet. */
export function stagingPath(folder: string, label: string): string {
  return join(folder, `${PREFIX}${process.pid}-${label}`);
}

/** Removes what this process has left in the folder. Synchronous, so that it also serves on the way out. */
export function removeOwnStaging(folder: string): void {
  remove(folder, (pid) => pid === process.pid);
}

/** Removes what killed runs have left in the folder. @returns how many things that were */
export function sweepStaging(folder: string): number {
  return remove(folder, (pid) => !isProvisioner(pid));
}

function remove(folder: string, which: (pid: number) => boolean): number {
  let removed = 0;
  for (const name of list(folder)) {
    const pid = new RegExp(`^\\${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || !which(Number(pid))) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      removed += 1;
    } catch {
      // An apt that outlived its killed run for a few seconds is still writing into it: the next sweep's.
    }
  }
  return removed;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // no folder, nothing left in it
  }
}

/** A process id alone is no proof, as ids are handed out again (in a container always the same few). */
function isProvisioner(pid: number): boolean {
  if (pid === process.pid) return false; // asked before anything was created: an earlier owner of our own id
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('provision');
  } catch {
    return false;
  }
}
