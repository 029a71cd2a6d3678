import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Difference } from '../comparison/difference.ts';
import { Told } from '../comparison/told.ts';
import { strayFiles, type Workplace } from '../pipeline/workplace.ts';

/** File -> what tells that it was changed or replaced, without reading it. */
export type FileStates = ReadonlyMap<string, string>;

/** The files of a case's directory as they are now. */
export function fileStates({ work }: Workplace): FileStates {
  return new Map(
    readdirSync(work).map((name) => {
      const { ino, size, mtimeNs, mode } = lstatSync(join(work, name), { bigint: true });
      return [name, `${ino} ${size} ${mtimeNs} ${mode}`];
    }),
  );
}

/**
 * What was done to files since they were in a state, but for some that were to be written: changed, removed, or left
 * behind where nothing belongs. Of very many files the last difference stands for those that are not told.
 */
export function touchedFiles(place: Workplace, before: FileStates, written: readonly string[]): Difference[] {
  const after = fileStates(place);
  const strays = strayFiles(place);
  const isStray = new Set(strays);
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) => before.get(name) !== after.get(name) && !written.includes(name),
  );
  const changed = names.filter((name) => !isStray.has(`work/${name}`));
  const told = new Told();
  for (const name of written) if (isOther(join(place.work, name))) told.add(() => noFile(name));
  for (const name of changed) {
    told.add(() => {
      const location = { kind: 'file', file: `work/${name}` } as const;
      if (!before.has(name)) return { location, actual: 'left behind' };
      return { location, expected: 'as it was', actual: after.has(name) ? 'changed' : 'removed' };
    });
  }
  for (const file of strays) told.add(() => ({ location: { kind: 'file', file }, actual: 'left behind' }));
  return told.differences;
}

/** Whether something is there that is no file: what it leads to lies where nothing is to be written. */
function isOther(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === false;
}

function noFile(name: string): Difference {
  const location = { kind: 'file', file: `work/${name}` } as const;
  return { location, expected: 'a file', actual: 'something else' };
}
