import { chmodSync, existsSync, lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import tmp from 'tmp';
import { foldersIn } from '../files/read.ts';
import { removeTree } from '../files/remove-tree.ts';
import { exitCodeOf } from '../process/exit-code.ts';
import { farewellOf, lockFolder, REMOVE } from '../process/lock.ts';
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

/** Clears a scratch directory away, and the user's folder that it is in where nothing else is there. */
const FAREWELL = `${REMOVE}rmdir -- "\${1%/*}"\n`;

/** How often making a scratch directory is begun anew, where other runs that end have removed what it lies in. */
const ATTEMPTS = 5;

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
    const folder = await holdFolder(parent);
    if (made.size === 0) process.once('exit', removeAll);
    made.add(folder);
    sweep(dirname(folder), oldKept);
    return { folder, kept: keptBy(folder) };
  } catch (error) {
    throw new UsageError(`cannot make a scratch directory in ${parent}: ${errorLine(error)}`);
  }
}

async function holdFolder(parent: string): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    let name: string | undefined;
    try {
      name = tmp.dirSync({ tmpdir: ownFolder(parent), template: 'run-XXXXXX', keep: true }).name;
      if (await lockFolder(name, { farewell: FAREWELL })) return name;
      // Until it is held another run may take it for a leftover.
      if (attempt === ATTEMPTS) throw new Error('other runs take it for a leftover');
    } catch (error) {
      if (name !== undefined) removeTree(name);
      if (attempt === ATTEMPTS) throw error;
    }
  }
}

/**
 * Makes this user's own folder, if need be. Somebody else's under that name is left alone, and one of this user's that was
 * locked is opened again.
 */
function ownFolder(parent: string): string {
  const uid = process.getuid?.() ?? 0;
  const usual = join(parent, `instar-parity-${uid}`);
  if (isTaken(usual, uid)) {
    const others = foldersIn(parent).filter((name) => name.startsWith(`instar-parity-${uid}-`));
    const own = others.map((name) => join(parent, name)).find((path) => !isTaken(path, uid));
    return own ?? tmp.dirSync({ tmpdir: parent, template: `instar-parity-${uid}-XXXXXX`, keep: true }).name;
  }
  if (existsSync(usual)) chmodSync(usual, 0o700);
  else mkdirSync(usual, { mode: 0o700 });
  return usual;
}

/** Whether something else than a folder of this user's is there. */
function isTaken(path: string, uid: number): boolean {
  const there = lstatSync(path, { throwIfNoEntry: false });
  return there !== undefined && (!there.isDirectory() || there.uid !== uid);
}

/** Removes what nobody holds. */
function sweep(own: string, oldKept: OldKept): void {
  const names = foldersIn(own);
  for (const name of names.filter((each) => each.startsWith('run-'))) {
    const left = join(own, name);
    unlock(left);
    exitCodeOf(farewellOf(left, FAREWELL));
  }
  if (oldKept === 'leave') return;
  for (const name of names.filter((each) => each.startsWith('kept-'))) {
    if (!existsSync(join(own, name.replace('kept-', 'run-')))) removeTree(join(own, name));
  }
}

/** Lets its owner open a folder again, so that it can be locked. */
function unlock(folder: string): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // Another run has swept it.
  }
}

function keptBy(folder: string): string {
  return join(dirname(folder), basename(folder).replace('run-', 'kept-'));
}

/**
 * Removes the scratch directories, and the folders that they are in where nothing else is. Who holds them does this too,
 * but a moment later: whoever looks when the run has ended is to find nothing.
 */
function removeAll(): void {
  for (const folder of made) {
    // What is still written to is for the holder.
    if (removeTree(folder) !== undefined) continue;
    try {
      rmdirSync(dirname(folder));
    } catch {
      // Others work there, or something was kept.
    }
  }
}

/** Makes the folder of one suite in the scratch directory of a run. */
export function suiteScratch(scratch: string, suite: string): string {
  const folder = join(scratch, suite);
  mkdirSync(folder, { recursive: true });
  return folder;
}
