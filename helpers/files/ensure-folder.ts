import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those above it, and asks whether files can be written there.
 *
 * Not `mkdirSync(path, { recursive: true })`: below a folder whose file system has no mkdir (`/proc`) it never
 * returns (Node 20).
 *
 * @throws the system's error where that is not possible
 */
export function ensureFolder(path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })) {
    ensureFolder(dirname(path));
    try {
      mkdirSync(path);
    } catch (error) {
      // Another worker was faster.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  accessSync(path, constants.W_OK | constants.X_OK);
}
