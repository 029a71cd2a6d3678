import { chmod, copyFile, realpath, stat } from 'node:fs/promises';
import { relative } from 'node:path';
import type { Tree } from './tree.ts';

/**
 * Copies a file out of an unpacked tree, links followed, with its permissions and nothing more: a package is not to give
 * what is of this host (a link to an absolute path leads there), not what never ends (a device, a pipe), and no rights
 * of its owner (setuid).
 *
 * @throws Error with one line
 */
export async function copyOut({ root }: Tree, file: string, target: string): Promise<void> {
  const name = relative(root, file);
  const real = await realpath(file);
  // A build is linked with the libraries of this host.
  if (root !== '' && !real.startsWith(`${await realpath(root)}/`))
    throw new Error(`${name} is a link out of the packages, to ${real}`);
  const found = await stat(real);
  if (!found.isFile()) throw new Error(`${name} of the packages is no file`);
  await copyFile(real, target);
  await chmod(target, found.mode & 0o777);
}
