import { join } from 'node:path';
import { DERIVED } from './layout.ts';
import type { Recording } from './recording.ts';
import { sumHere } from './sum-here.ts';
import type { Sums } from './sums.ts';

/**
 * Those of a type's files that a checkout may still have as they were recorded, where recording again could be with
 * another build: the ones that are gone or changed. Where all have their sums, these may be what is wrong.
 *
 * @param files of a triple, relative to the folder of the type
 * @param sums of what was recorded
 */
export function restorable(
  root: string,
  type: string,
  files: readonly string[],
  sums: Sums,
): Pick<Recording, 'restore'> {
  const isOther = (file: string) => sumHere(join(root, type, file)) !== sums.get(file);
  const known = files.filter((file) => sums.has(file));
  const lost = known.filter(isOther);
  if (known.length === 0) return {};
  const wanted = lost.length > 0 ? lost : [...files, DERIVED.sums];
  return { restore: { root, files: wanted.map((file) => join(type, file)) } };
}
