import { chmodSync, lstatSync, mkdirSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import tmp from 'tmp';
import { guardScratch } from '../process/guardian.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';

/** Whether what ended runs have kept of their failed cells goes when another run starts. */
export type OldKept = 'sweep' | 'leave';

/** Where a run works, and where it moves the workplaces of failed cells: `run-ID` and `kept-ID` in one folder. */
export interface Scratch {
  readonly folder: string;
  /** stays when the run has ended; made when there is something to keep */
  readonly kept: string;
}

/** Scratch directories of this process. */
const made = new Set<string>();

/**
 * Makes the scratch directory of one run, in a folder that is this user's alone; it goes with this process, however that
 * ends. What runs have left that nobody holds any more is swept, and what they have kept, unless that is to be left: it
 * is still being looked at by whoever plays a failed cell again.
 *
 * @throws UsageError where it cannot be made
 */
export async function makeScratch(parent: string, oldKept: OldKept): Promise<Scratch> {
  try {
    const folder = join(
      ownFolder(parent),
      basename(tmp.tmpNameSync({ tmpdir: parent, template: 'run-XXXXXX' })),
    );
    await guardScratch({ folder, sweepKept: oldKept === 'sweep' });
    if (made.size === 0) process.once('exit', removeAll);
    made.add(folder);
    return { folder, kept: join(dirname(folder), basename(folder).replace('run-', 'kept-')) };
  } catch (error) {
    throw new UsageError(`cannot make a scratch directory in ${parent}: ${errorLine(error)}`);
  }
}

/**
 * Path of this user's own folder. Somebody else's under that name is left alone, and one of this user's that was locked is
 * opened again.
 */
function ownFolder(parent: string): string {
  const uid = process.getuid?.() ?? 0;
  const usual = join(parent, `instar-parity-${uid}`);
  const there = lstatSync(usual, { throwIfNoEntry: false });
  if (there === undefined) return usual;
  if (!there.isDirectory() || there.uid !== uid)
    return tmp.tmpNameSync({ tmpdir: parent, template: `instar-parity-${uid}-XXXXXX` });
  chmodSync(usual, 0o700);
  return usual;
}

/**
 * Removes the scratch directories, and the folders that they are in where nothing else is. The guardian does this too, but a
 * moment later: whoever looks when the run has ended is to find nothing.
 */
function removeAll(): void {
  for (const folder of made) {
    try {
      rmSync(folder, { recursive: true, force: true });
      rmdirSync(dirname(folder));
    } catch {
      // Something still writes, or has locked it, which is for the guardian; or others work there, or something was kept.
    }
  }
}

/** Makes the folder of one suite in the scratch directory of a run. */
export function suiteScratch(scratch: string, suite: string): string {
  const folder = join(scratch, suite);
  mkdirSync(folder, { recursive: true });
  return folder;
}
