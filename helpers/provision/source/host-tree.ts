import { dirname } from 'node:path';
import type { Commands } from '../../process/commands.ts';
import { parseLoaderList } from '../prune.ts';
import type { Tree } from '../tree.ts';

/**
 * The loader of this host that a program is linked for, and the folders of the libraries that it finds: a build is to
 * go on as it is when the host's are upgraded. @throws Error where the program has no loader
 */
export async function hostTree(commands: Commands, program: string): Promise<Tree> {
  const headers = await commands.mustRun(['readelf', '-l', program]);
  const loader = /program interpreter: (\/[^\]]+)\]/.exec(headers)?.[1];
  if (!loader) throw new Error(`${program} is linked for no loader`);
  const list = parseLoaderList(await commands.mustRun([loader, '--list', program]));
  const libraries = new Set(list.flatMap(({ path }) => (path?.startsWith('/') ? dirname(path) : [])));
  return { root: '', loader, libraries: [...libraries].sort() };
}
