import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn } from '../files/read.ts';

/** A folder in the place of a release; what is in it, and whether it is one, is for others to see. */
export interface ReleaseFolder {
  /** of the folder; `major.minor.patch` where it is a release */
  readonly name: string;
  readonly path: string;
  /** where its qemu-img has to be */
  readonly program: string;
  /** where its qemu-io has to be */
  readonly io: string;
}

/**
 * The folders of `<binaries>/<arch>/`, links among them, in the order of their numbers; none where there is no such
 * folder. A name that begins with a dot is of a release that is still being put together.
 */
export function releaseFolders(archFolder: string): ReleaseFolder[] {
  return foldersIn(archFolder)
    .filter((name) => !name.startsWith('.'))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => releaseFolder(archFolder, name));
}

/** The folder of one release, whether it is there or not. */
export function releaseFolder(archFolder: string, name: string): ReleaseFolder {
  const path = join(archFolder, name);
  return { name, path, program: join(path, 'qemu-img'), io: join(path, 'qemu-io') };
}

/** Whether a path is, or leads to, a file that this user may execute. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
