import { kindOf, lstatIfThere } from '../files/kind.ts';
import { notPlain } from '../files/read-plain.ts';
import type { InTheWay } from './recording.ts';

/** What lies where a file is to be written, if it is no plain file, and what that is in words. */
export function inTheWayOf(path: string): (InTheWay & { readonly what: string }) | undefined {
  const stat = lstatIfThere(path);
  const what = stat && notPlain(kindOf(stat), stat.size);
  return what === undefined ? undefined : { path, isFolder: stat?.isDirectory() ?? false, what };
}
