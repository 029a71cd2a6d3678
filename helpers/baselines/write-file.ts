import { randomUUID } from 'node:crypto';
import { renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { discard } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { lstatIfThere } from '../files/kind.ts';
import { readIfThere } from '../files/read.ts';
import { sweep } from '../files/sweep.ts';
import { STAGING } from './layout.ts';
import { codeOf, WriteError } from './write-error.ts';

/** Names in the staging folder begin with the id of the process that writes there. */
export const STAGED_BY = /^(\d+)-/;

/**
 * Writes a file of expected-outputs/ as a whole: under a temporary name first, then renamed.
 *
 * @param path relative to `root`
 * @throws WriteError where the folder cannot be written to
 */
export function writeWhole(root: string, path: string, text: string): void {
  writeTogether(root, { [path]: text });
}

/**
 * Writes several files under temporary names, and renames them, in their order, when all are written. Until then
 * nothing has changed.
 *
 * @param texts path relative to `root` -> text
 * @param first path of what has to go before the first of them is in its place, and comes back where none could be: not
 *   beside one of them, which would be a mixture of two recordings
 * @throws WriteError where they cannot be written; then nothing is left of the attempt but what is in its place already
 */
export function writeTogether(root: string, texts: Readonly<Record<string, string>>, first?: string): void {
  const staging = join(root, STAGING);
  const files = Object.entries(texts).map(([path, text]) => ({
    target: join(root, path),
    temporary: stagedName(staging),
    text,
  }));
  const folders = new Set([staging, ...files.map(({ target }) => dirname(target))]);
  const missing = [...folders].flatMap(missingFolders);
  const aside = first === undefined ? undefined : { from: join(root, first), to: stagedName(staging) };
  let inPlace = 0;
  let target = files[0]?.target ?? root;
  try {
    for (const file of files) {
      target = file.target;
      writeStaged(file.temporary, file.text);
    }
    for (const file of files) {
      target = file.target;
      ensureFolder(dirname(target));
    }
    if (aside) setAside(aside);
    for (const file of files) {
      target = file.target;
      renameSync(file.temporary, target);
      inPlace += 1;
    }
    if (aside) discard(aside.to);
  } catch (error) {
    for (const { temporary } of files) discard(temporary);
    if (aside && inPlace === 0) putBack(aside);
    if (aside) discard(aside.to);
    removeEmpty(missing);
    throw new WriteError(`cannot write ${target}`, error, root);
  }
}

function stagedName(staging: string): string {
  return join(staging, `${process.pid}-${randomUUID()}`);
}

interface Aside {
  readonly from: string;
  readonly to: string;
}

function setAside({ from, to }: Aside): void {
  const state = lstatIfThere(from);
  if (state?.isDirectory()) throw new Error(`${from} is a folder`);
  if (state) renameSync(from, to);
}

function putBack({ from, to }: Aside): void {
  try {
    renameSync(to, from);
  } catch {
    // It never went, or the error that is told keeps it from coming back: the next recording writes it.
  }
}

/** Another run that records into the same folder takes the staging folder away with its last file. */
function writeStaged(temporary: string, text: string): void {
  ensureFolder(dirname(temporary));
  try {
    writeFileSync(temporary, text);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    ensureFolder(dirname(temporary));
    writeFileSync(temporary, text);
  }
}

/** A folder and those above it that are not there yet, the innermost first. */
function missingFolders(path: string): string[] {
  if (lstatIfThere(path)) return [];
  return [path, ...missingFolders(dirname(path))];
}

/** Removes folders that nothing was put into after all. */
function removeEmpty(folders: readonly string[]): void {
  const innermostFirst = [...folders].sort((a, b) => b.length - a.length);
  for (const folder of innermostFirst) {
    try {
      rmdirSync(folder);
    } catch {
      // It is not there, or others have put something into it.
    }
  }
}

/** A disk that is full still takes an empty file, so that one would prove nothing. */
const PROBE = 'x'.repeat(4096);

/**
 * Tries whether baselines can be written at all, before the first is played. Leaves nothing behind.
 *
 * @throws WriteError where they cannot
 */
export function checkWritable(root: string): void {
  const missing = missingFolders(join(root, STAGING));
  const probe = join(root, STAGING, `${process.pid}-probe`);
  try {
    writeStaged(probe, PROBE);
  } catch (error) {
    throw new WriteError(`EXPECTED_OUTPUTS: ${root} cannot be written to`, error, root);
  } finally {
    discard(probe);
    removeEmpty(missing);
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
