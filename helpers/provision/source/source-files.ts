import { join } from 'node:path';
import { filesIn, readIfThere } from '../../files/read.ts';

/** The few files of a source tree that say what it takes to build it, wherever the tree is. */
export interface SourceFiles {
  /** text of a file; undefined where there is none */
  read(path: string): Promise<string | undefined>;
  /** names of the files directly in a folder; none where there is no such folder */
  names(folder: string): Promise<string[]>;
}

/** Of an unpacked tree. */
export function filesOfFolder(root: string): SourceFiles {
  return {
    read: async (path) => readIfThere(join(root, path)),
    names: async (folder) => filesIn(join(root, folder)),
  };
}
