import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Text of a file; undefined where there is none. */
export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    // ENOTDIR: the path leads through a file, below which there is nothing.
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** Folders directly under a folder, links to folders among them, sorted; none where it does not exist. */
export function foldersIn(path: string): string[] {
  return namesIn(path, 'isDirectory');
}

/** Files directly under a folder, sorted; none where it does not exist. */
export function filesIn(path: string): string[] {
  return namesIn(path, 'isFile');
}

function namesIn(path: string, kind: 'isDirectory' | 'isFile'): string[] {
  let names: string[];
  try {
    names = readdirSync(path);
  } catch {
    return [];
  }
  return names.filter((name) => statSync(join(path, name), { throwIfNoEntry: false })?.[kind]()).sort();
}

export function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
