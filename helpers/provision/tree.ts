import type { Dirent } from 'node:fs';
import { mkdir, readdir, realpath } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Commands, lastError, type Result } from '../process/commands.ts';

/** Where the loader and the libraries of an unpacked tree are, or of this host. */
export interface Tree {
  /** what all of them are below; empty for the host */
  readonly root: string;
  readonly loader: string;
  readonly libraries: readonly string[];
}

/** Directories of programs, merged /usr or not. */
const PROGRAMS = ['usr/bin', 'bin', 'usr/sbin', 'sbin'];

/**
 * Unpacks packages into a directory. None of their scripts is run, and tar writes nothing outside of the directory.
 *
 * @throws Error with one line that names the package
 */
export async function unpack(commands: Commands, debs: readonly string[], root: string): Promise<Tree> {
  await mkdir(root, { recursive: true });
  for (const deb of debs) {
    const result = await commands.run(['dpkg-deb', '-x', deb, root]);
    if (result.code !== 0) throw new Error(`${basename(deb)} cannot be unpacked: ${reasonOf(result)}`);
  }
  return surveyTree(root);
}

/** What tar says, which dpkg-deb runs, else what dpkg-deb says itself. */
function reasonOf(result: Result): string {
  return /^tar: (.*)$/m.exec(result.stderr)?.[1] ?? lastError(result).replace(/^dpkg-deb: error: /, '');
}

/** Finds the loader (`ld-linux*.so.N`, as every glibc port names it) and every directory with shared libraries. */
export async function surveyTree(root: string): Promise<Tree> {
  const files = (await readdir(root, { recursive: true, withFileTypes: true })).filter(
    (entry) => !entry.isDirectory(),
  );
  const where = (entry: Dirent) => join(entry.parentPath, entry.name);
  const loaders = files.filter((entry) => /^ld-linux.*\.so\.\d+$/.test(entry.name)).map(where);
  // Older packages link /lib64/ld-linux* to an absolute path: followed from here that is the host's loader.
  const inside = `${await realpath(root)}/`;
  const real = await Promise.all(loaders.map((path) => realpath(path).catch(() => '')));
  const loader = loaders.find((_, index) => real[index]?.startsWith(inside));
  if (!loader) throw new Error('the packages bring no dynamic loader (ld-linux*.so)');
  const shared = files.filter(
    (entry) => /\.so(\.\d+)*$/.test(entry.name) && !entry.parentPath.endsWith('/gconv'),
  );
  const libraries = new Set(shared.map((entry) => entry.parentPath));
  return { root, loader, libraries: [...libraries].sort() };
}

/** Path of a program of the tree, or undefined. */
export async function findProgram(tree: Tree, name: string): Promise<string | undefined> {
  for (const directory of PROGRAMS) {
    const names = await readdir(join(tree.root, directory)).catch((): string[] => []);
    if (names.includes(name)) return join(tree.root, directory, name);
  }
  return undefined;
}
