import { relative } from 'node:path';

/** A path as somebody types it who is in a folder: relative where it lies inside. */
export function shownPath(path: string, folder: string = process.cwd()): string {
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith('..') ? path : inside;
}
