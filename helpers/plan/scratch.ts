import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import tmp from 'tmp';
import { sweep } from '../files/sweep.ts';

const PREFIX = 'instar-parity';
const SCRATCH = new RegExp(`^${PREFIX}-(\\d+)`);
const KEPT = new RegExp(`^${PREFIX}-kept-(\\d+)`);

/** Where workplaces of failed cells of this run are moved, beside its scratch directory. */
export function keptFolder(parent: string): string {
  return join(parent, `${PREFIX}-kept-${process.pid}`);
}

/** Whether what an ended run has kept of its failed cells goes when another run starts. */
export type OldKept = 'sweep' | 'leave';

/**
 * Makes the scratch directory of one run; it goes when this process exits. Sweeps the scratch of runs that were killed,
 * and what ended runs have kept of their failed cells, unless that is to be left: it is still being looked at by whoever
 * plays one of them again.
 */
export function makeScratch(parent: string, oldKept: OldKept): string {
  sweep(parent, SCRATCH);
  if (oldKept === 'sweep') sweep(parent, KEPT);
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
