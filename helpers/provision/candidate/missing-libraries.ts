import type { Commands } from '../../process/commands.ts';
import { parseLoaderList } from '../prune.ts';
import type { Tree } from '../tree.ts';

/** What a program is linked with, by the names that it asks for, itself or by way of what is there. */
export interface Linked {
  readonly there: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Asks the loader of a tree that may not be whole, which then names all that is missing; its `--list` stops at the first.
 * What it finds on this host is missing.
 */
export async function linkedWith(commands: Commands, tree: Tree, program: string): Promise<Linked> {
  const search = ['--inhibit-cache', '--library-path', tree.libraries.join(':')];
  const list = await commands.mustRun(['env', 'LD_TRACE_LOADED_OBJECTS=1', tree.loader, ...search, program]);
  const rows = parseLoaderList(list);
  const isThere = ({ path }: { path: string | undefined }) => path?.startsWith(`${tree.root}/`) ?? false;
  return {
    there: rows.filter(isThere).map(({ name }) => name),
    missing: rows.filter((row) => !isThere(row)).map(({ name }) => name),
  };
}
