import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive } from '../process/is-alive.ts';

/**
 * Removes from a folder what belongs to processes that are gone. What cannot be removed (it is somebody else's, or is
 * still being written to) stays for another sweep. Synchronous, so that it also serves on the way out of a process.
 *
 * @param owner matches the names that are meant; its first group is the id of the process that they belong to
 * @param isOwned whether the process of that id still needs what is its own
 * @returns how many things were removed
 */
export function sweep(folder: string, owner: RegExp, isOwned: (pid: number) => boolean = isAlive): number {
  let removed = 0;
  for (const name of namesIn(folder)) {
    const pid = owner.exec(name)?.[1];
    if (pid === undefined || isOwned(Number(pid))) continue;
    try {
      rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
      removed += 1;
    } catch {
      // It stays, as said above.
    }
  }
  return removed;
}

/** None where there is no folder: then nothing was left in it. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
