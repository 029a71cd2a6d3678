import { type BigIntStats, lstatSync, type Stats } from 'node:fs';

/** What lies at a path, links not followed. */
export type Kind = 'file' | 'folder' | 'link' | 'named pipe' | 'socket' | 'device';

export function kindOf(stat: Stats | BigIntStats): Kind {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  if (stat.isSymbolicLink()) return 'link';
  if (stat.isFIFO()) return 'named pipe';
  return stat.isSocket() ? 'socket' : 'device';
}

/** What lies at a path, a link not followed; undefined where there is nothing, also since the path leads through a file. */
export function lstatIfThere(path: string | Buffer): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
