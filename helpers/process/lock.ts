import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotReady, startGuardian } from './guardian.ts';

/**
 * A kernel's lock on a folder, held by a guardian for as long as this process lives. Whoever shares the file system sees it,
 * also from another container, where an id of a process says nothing.
 */
export interface Lock {
  /** Has the farewell done, and waits for that. */
  release(): Promise<void>;
}

export interface LockOptions {
  /** for how long another holder is waited for, seconds */
  readonly patience?: number;
  /** throws where waiting is to end before that */
  readonly goOn?: () => void;
  /** what is done at the end, while the lock is still held: POSIX shell, `$1` is the folder */
  readonly farewell?: string;
}

/** A farewell that removes the folder, also what was locked against its owner in it. */
export const REMOVE = `rm -rf -- "$1" || { chmod -R u+rwX -- "$1"; rm -rf -- "$1"; }\n`;

/** Exit codes where nothing is held: another one does, and the folder is not there any more. */
const HELD = 75;
const GONE = 76;

/** How often a folder that another holds is asked for, milliseconds. */
const PAUSE = 100;

/**
 * Locks a folder with flock(1) of util-linux. When this process is gone, however it went, what it has started is killed,
 * and then the farewell is done.
 *
 * @returns undefined where somebody else holds it, or has removed the folder before it was locked
 * @throws Error with one line where it cannot be locked, and what `goOn` throws
 */
export async function lockFolder(
  folder: string,
  { patience = 0, goOn, farewell = ':' }: LockOptions = {},
): Promise<Lock | undefined> {
  for (const end = Date.now() + patience * 1000; ; await sleep(PAUSE)) {
    const lock = await tryToLock(folder, farewell);
    if (typeof lock === 'object') return lock;
    if (lock === GONE || Date.now() >= end) return undefined;
    goOn?.();
  }
}

async function tryToLock(folder: string, farewell: string): Promise<Lock | typeof HELD | typeof GONE> {
  try {
    const holder = await startGuardian(['flock', '-n', '-E', `${HELD}`, folder], [folder, farewell]);
    const ended = once(holder, 'exit');
    return {
      release: async () => {
        holder.ref();
        holder.stdin?.end('release\n');
        await ended;
      },
    };
  } catch (error) {
    if (!(error instanceof NotReady)) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`there is no flock here to lock ${folder} with (${reason}); it comes with util-linux`);
    }
    if (error.code === HELD || error.code === GONE) return error.code;
    throw new Error(`cannot lock ${folder}: ${error.message}`);
  }
}

/**
 * Does the farewell of a folder that nobody holds: of a process that was killed together with its holder.
 *
 * @returns the command that does so; its exit code is 0 where that was done
 */
export function farewellOf(folder: string, farewell: string): string[] {
  return ['flock', '-n', '-E', `${HELD}`, folder, 'sh', '-c', farewell, 'sh', folder];
}
