import { randomUUID } from 'node:crypto';
import { renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { discard } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { readIfThere } from '../files/read.ts';
import { sweep } from '../files/sweep.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { STAGING } from './layout.ts';

/** Names in the staging folder begin with the id of the process that writes there. */
export const STAGED_BY = /^(\d+)-/;

/**
 * Writes a file of expected-outputs/ as a whole: under a temporary name first, then renamed.
 *
 * @param path relative to `root`
 * @throws UsageError where the folder cannot be written to
 */
export function writeWhole(root: string, path: string, text: string): void {
  writeTogether(root, { [path]: text });
}

/**
 * Writes several files under temporary names, and renames them, in their order, when all are written. Until then
 * nothing has changed.
 *
 * @param texts path relative to `root` -> text
 * @param before what is to happen between the last write and the first rename
 * @throws UsageError where they cannot be written
 */
export function writeTogether(
  root: string,
  texts: Readonly<Record<string, string>>,
  before = () => {},
): void {
  const staging = join(root, STAGING);
  const files = Object.entries(texts).map(([path, text]) => ({
    target: join(root, path),
    temporary: join(staging, `${process.pid}-${randomUUID()}`),
    text,
  }));
  let target = files[0]?.target ?? root;
  try {
    ensureFolder(staging);
    for (const file of files) {
      target = file.target;
      ensureFolder(dirname(target));
      writeFileSync(file.temporary, file.text);
    }
    before();
    for (const file of files) {
      target = file.target;
      renameSync(file.temporary, target);
    }
  } catch (error) {
    throw new UsageError(`cannot write ${target}: ${errorLine(error)}`);
  } finally {
    for (const { temporary } of files) discard(temporary);
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
    throw new UsageError(`EXPECTED_OUTPUTS: ${root} cannot be written to: ${errorLine(error)}`);
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
  sweep(staging, STAGED_BY);
  try {
    rmdirSync(staging);
  } catch {
    // It is not there, or not empty: another recording is under way.
  }
}
