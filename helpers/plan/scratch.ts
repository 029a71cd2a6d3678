import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import tmp from 'tmp';
import { sweep } from '../files/sweep.ts';

const PREFIX = 'instar-parity';
const OWNER = new RegExp(`^${PREFIX}-(?:kept-)?(\\d+)`);

/** Where workplaces of failed cells of this run are moved, beside its scratch directory. */
export function keptFolder(parent: string): string {
  return join(parent, `${PREFIX}-kept-${process.pid}`);
}

/**
 * Makes the scratch directory of one run; it goes when this process exits. Sweeps what runs have left that are gone:
 * scratch of those that were killed, and what was kept for failed cells of an earlier run.
 */
export function makeScratch(parent: string): string {
  sweep(parent, OWNER);
  tmp.setGracefulCleanup();
  // tmp appends the process id and a random part to the prefix.
  return tmp.dirSync({ tmpdir: parent, prefix: PREFIX, unsafeCleanup: true }).name;
}

/** Makes the folder of one suite in the scratch directory of a run. */
export function suiteScratch(scratch: string, suite: string): string {
  const folder = join(scratch, suite);
  mkdirSync(folder, { recursive: true });
  return folder;
}
