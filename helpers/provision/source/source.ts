import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isProgram } from '../../references/release-folders.ts';

/** What `--build` can be given. */
export type Source =
  /** a release as qemu publishes it, or as a distribution has it */
  | { readonly kind: 'tarball'; readonly path: string }
  /** an unpacked one */
  | { readonly kind: 'tree'; readonly path: string }
  /** a git repository, bare or with a working tree */
  | { readonly kind: 'checkout'; readonly path: string };

/** What unpacks a tarball, by the end of its name, with the package that has it. */
export const TARBALLS = {
  '.tar.xz': { program: 'xz', debian: 'xz-utils' },
  '.tar.bz2': { program: 'bzip2', debian: 'bzip2' },
  '.tar.gz': { program: 'gzip', debian: 'gzip' },
} as const;

/** Sees by its outside what a path is. @throws Error where it is none of these */
export function sourceAt(path: string): Source {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) throw new Error(`--build: there is no ${path}`);
  if (stat.isFile()) {
    if (unpackerOf(path)) return { kind: 'tarball', path };
    throw new Error(`--build: ${path} is no tarball (${Object.keys(TARBALLS).join(', ')})`);
  }
  if (isRepository(path)) return { kind: 'checkout', path };
  if (isProgram(join(path, 'configure')) && existsSync(join(path, 'VERSION')))
    return { kind: 'tree', path: realpathSync(path) };
  throw new Error(
    `--build: ${path} is no qemu source: neither a git checkout nor a tree with VERSION and configure`,
  );
}

export function unpackerOf(path: string): { program: string; debian: string } | undefined {
  return Object.entries(TARBALLS).find(([end]) => basename(path).endsWith(end))?.[1];
}

/** A working tree has `.git`, a folder or (of a worktree) a file; a bare repository is what is otherwise in it. */
function isRepository(path: string): boolean {
  const bare = ['HEAD', 'objects', 'refs'].every((name) => existsSync(join(path, name)));
  return bare || existsSync(join(path, '.git'));
}
