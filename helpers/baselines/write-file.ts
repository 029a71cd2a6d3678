import { randomUUID } from 'node:crypto';
import { rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeAtomically } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { readIfThere } from '../files/read.ts';
import { sweep } from '../files/sweep.ts';
import { UsageError } from '../text/usage-error.ts';
import { STAGING } from './layout.ts';

/** Names in the staging folder begin with the id of the process that writes there. */
const OWNER = /^(\d+)-/;

/**
 * Writes a file of expected-outputs/ as a whole: under a temporary name first, then renamed.
 *
 * @param path relative to `root`
 * @throws UsageError where the folder cannot be written to
 */
export function writeWhole(root: string, path: string, text: string): void {
  const staging = join(root, STAGING);
  const target = join(root, path);
  try {
    ensureFolder(staging);
    ensureFolder(dirname(target));
    writeAtomically(target, text, join(staging, `${process.pid}-${randomUUID()}`));
  } catch (error) {
    throw new UsageError(`cannot write ${target}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Tries whether baselines can be written at all, before the first is played.
 *
 * @throws UsageError where they cannot
 */
export function checkWritable(root: string): void {
  const staging = join(root, STAGING);
  const probe = join(staging, `${process.pid}-probe`);
  try {
    ensureFolder(staging);
    writeFileSync(probe, '');
    rmSync(probe);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`EXPECTED_OUTPUTS: ${root} cannot be written to: ${why}`);
  }
}

/** Like writeWhole, but leaves an equal file alone. */
export function writeIfDifferent(root: string, path: string, text: string): boolean {
  if (readIfThere(join(root, path)) === text) return false;
  writeWhole(root, path, text);
  return true;
}

/** Removes what recordings that died have left under temporary names. */
export function sweepStaging(root: string): void {
  const staging = join(root, STAGING);
  sweep(staging, OWNER);
  try {
    rmdirSync(staging);
  } catch {
    // It is not there, or not empty: another recording is under way.
  }
}
