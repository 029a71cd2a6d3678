import type { Stats } from 'node:fs';

/** What lies at a path, links not followed. */
export type Kind = 'file' | 'folder' | 'link' | 'named pipe' | 'socket' | 'device';

export function kindOf(stat: Stats): Kind {
  if (stat.isFile()) return 'file';
  if (stat.isDirectory()) return 'folder';
  if (stat.isSymbolicLink()) return 'link';
  if (stat.isFIFO()) return 'named pipe';
  return stat.isSocket() ? 'socket' : 'device';
}
