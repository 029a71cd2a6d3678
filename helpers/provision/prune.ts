import { mkdir, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Commands } from '../process/commands.ts';
import { copyOut } from './copy-out.ts';
import type { Launch } from './launcher.ts';
import type { Tree } from './tree.ts';

/**
 * The shared libraries that programs need, as the tree's own loader resolves them.
 * @throws where one is missing, or would be taken from the host
 */
export async function neededLibraries(
  commands: Commands,
  tree: Tree,
  programs: readonly string[],
): Promise<string[]> {
  const needed = new Set<string>();
  for (const program of programs) {
    const search = ['--inhibit-cache', '--library-path', tree.libraries.join(':')];
    const list = await commands.mustRun([tree.loader, ...search, '--list', program]);
    for (const { name, path } of parseLoaderList(list)) {
      if (!path?.startsWith(`${tree.root}/`))
        throw new Error(`${basename(program)} needs ${name}, which is not among ${bringers(tree)}`);
      needed.add(path);
    }
  }
  return [...needed].sort();
}

/** What brings the libraries of a tree: of this host, where a build is linked. */
function bringers({ root }: Tree): string {
  return root === '' ? 'the libraries of this host' : 'what its packages bring';
}

/** Reads `name => path (address)`. The kernel's vdso and the loader itself have no arrow and are left out. */
export function parseLoaderList(text: string): { name: string; path: string | undefined }[] {
  const rows: { name: string; path: string | undefined }[] = [];
  for (const [, name = '', path = ''] of text.matchAll(/^\s*(\S+) => (not found|\S+)/gm)) {
    if (!/^\/?.*ld-linux/.test(name)) rows.push({ name, path: path === 'not found' ? undefined : path });
  }
  return rows;
}

/**
 * Libraries that glibc opens by name while a program runs, so no list shows them: libgcc_s when a thread is
 * cancelled, libnss_* when a user or a host is looked up (before 2.34 they are not part of libc).
 */
const OPENED_LATER = /^(libgcc_s|libnss_(files|dns))\.so\.\d+$/;

/**
 * Copies the programs with what they need, and nothing else, into a new tree with one library directory.
 * Measured: 16-20 MB of the 34-46 MB that the packages unpack to.
 *
 * @returns how to launch each program, relative to the directory that holds `root/`
 */
export async function prune(
  commands: Commands,
  tree: Tree,
  programs: readonly string[],
  target: string,
): Promise<Launch[]> {
  const bin = join(target, 'root/usr/bin');
  const lib = join(target, 'root/lib');
  await mkdir(bin, { recursive: true });
  await mkdir(lib, { recursive: true });
  const later: string[] = [];
  for (const directory of tree.libraries) {
    for (const name of await readdir(directory))
      if (OPENED_LATER.test(name)) later.push(join(directory, name));
  }
  // First, since a loader would wait for ever for what comes out of a pipe.
  for (const program of programs) await copyOut(tree, program, join(bin, basename(program)));
  const libraries = [...(await neededLibraries(commands, tree, programs)), ...later];
  // Links are followed: a library ends up as one file under the name that programs ask for.
  for (const library of libraries) await copyOut(tree, library, join(lib, basename(library)));
  const loader = basename(tree.loader);
  await copyOut(tree, tree.loader, join(lib, loader));
  // Asked, not computed from a version: glibc 2.31 (bullseye, focal) does not have it.
  const usage = await commands.run([tree.loader, '--help']);
  const canName = `${usage.stdout}${usage.stderr}`.includes('--argv0');
  return programs.map((program) => ({
    loader: `root/lib/${loader}`,
    libraries: ['root/lib'],
    program: `root/usr/bin/${basename(program)}`,
    ...(canName ? { name: basename(program) } : {}),
  }));
}
