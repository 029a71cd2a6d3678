import { randomUUID } from 'node:crypto';
import { rmdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { discard } from './atomic.ts';
import { ensureFolder } from './ensure-folder.ts';

/**
 * Tries whether files can be written into a folder, by writing one; asking for permission does not tell of a full disk,
 * nor root of anything. Leaves nothing behind: a folder that was made for it goes again, with those above it.
 *
 * @throws the system's error where that is not possible
 */
export function tryFolder(path: string): void {
  const missing = missingFolders(path);
  const probe = join(path, `${randomUUID()}.part`);
  try {
    ensureFolder(path);
    writeFileSync(probe, 'can be written\n');
  } finally {
    discard(probe);
    for (const folder of missing) removeEmpty(folder);
  }
}

/** The folders of a path that are not there, the innermost first. */
function missingFolders(path: string): string[] {
  if (statSync(path, { throwIfNoEntry: false }) || dirname(path) === path) return [];
  return [path, ...missingFolders(dirname(path))];
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch {
    // It could not be made, or somebody else has put something there.
  }
}
