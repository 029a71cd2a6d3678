import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureFolder } from '../files/ensure-folder.ts';
import { sweep } from '../files/sweep.ts';

const PREFIX = '.staging-';
const OWNER = /^\.staging-(\d+)-/;

/** Makes the folder that a run fills. @throws Error with one line where it cannot be written to */
export function makeFolder(folder: string): void {
  try {
    ensureFolder(folder);
  } catch (error) {
    throw new Error(`cannot write to ${folder}: ${(error as NodeJS.ErrnoException).code}`);
  }
}

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

/** Removes what this process has left in the folder. */
export function removeOwnStaging(folder: string): void {
  sweep(folder, OWNER, (pid) => pid !== process.pid);
}

/**
 * Removes what killed runs have left in the folder. An apt that outlives its killed run for a few seconds still writes
 * into its own: that is left to the next sweep.
 *
 * @returns how many things were removed
 */
export function sweepStaging(folder: string): number {
  return sweep(folder, OWNER, isProvisioner);
}

/** An id alone does not say that its owner still runs: ids are used again, in a container always the same few. */
function isProvisioner(pid: number): boolean {
  if (pid === process.pid) return false; // an earlier run had our id: this one sweeps before it creates anything
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('provision');
  } catch {
    return false;
  }
}
