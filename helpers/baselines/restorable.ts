import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../files/read.ts';
import type { Recording } from './recording.ts';

/**
 * Those of a type's files that were recorded and are gone or changed: a checkout may still have them as they were,
 * where recording again could be with another build.
 *
 * @param files relative to the folder of the type
 * @param sums of what was recorded
 */
export function restorable(
  root: string,
  type: string,
  files: readonly string[],
  sums: ReadonlyMap<string, string>,
): Pick<Recording, 'restore'> {
  const isOther = (file: string) => {
    const path = join(root, type, file);
    return !existsSync(path) || sha256(path) !== sums.get(file);
  };
  const lost = files.filter((file) => sums.has(file) && isOther(file));
  return lost.length > 0 ? { restore: { root, files: lost.map((file) => join(type, file)) } } : {};
}
