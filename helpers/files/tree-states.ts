import { type Dirent, lstatSync, readdirSync } from 'node:fs';

/** The files of some trees as they are at a moment: path -> what tells, without reading it, that it is another. */
export type TreeStates = ReadonlyMap<string, string>;

/** What has become of a file. */
export interface Change {
  readonly path: string;
  readonly what: 'changed' | 'removed' | 'new';
}

/**
 * The files below a folder; links are not followed. Takes about 6 us a file.
 *
 * @param isLeftOut says of a path, of a file or a folder, that nobody asks for it
 */
export function treeStates(folder: string, isLeftOut: (path: string, name: string) => boolean): TreeStates {
  const states = new Map<string, string>();
  const walk = (parent: string) => {
    for (const entry of entriesOf(parent)) {
      const path = `${parent}/${entry.name}`;
      if (isLeftOut(path, entry.name)) continue;
      if (entry.isDirectory()) walk(path);
      else states.set(path, stampOf(path));
    }
  };
  walk(folder);
  return states;
}

/** The time of change is set by whatever is done to a file, and by nothing else. */
function stampOf(path: string): string {
  try {
    const { ino, size, ctimeMs } = lstatSync(path);
    return `${ino} ${size} ${ctimeMs}`;
  } catch {
    return 'gone';
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** What has become of files from one moment to another, in the order of their paths. */
export function changesBetween(before: TreeStates, after: TreeStates): Change[] {
  const gone = [...before.keys()].filter((path) => !after.has(path));
  const found: Change[] = gone.map((path) => ({ path, what: 'removed' }));
  for (const [path, state] of after) {
    const was = before.get(path);
    if (was !== state) found.push({ path, what: was === undefined ? 'new' : 'changed' });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
