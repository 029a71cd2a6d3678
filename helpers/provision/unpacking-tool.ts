import { join, relative } from 'node:path';
import { which } from '../process/which.ts';
import { update } from './apt-indexes.ts';
import { closure, download } from './apt-packages.ts';
import type { ImageSource } from './image-source.ts';
import { writeLauncher } from './launcher.ts';
import { findProgram, unpack } from './tree.ts';

/** Programs that unpack, and the packages that they are in. */
const PACKAGES = { bzip2: 'bzip2', xz: 'xz-utils' } as const;

/** The host's program, or one out of its package where the host has none. @returns its path */
export async function unpackingTool(name: keyof typeof PACKAGES, from: ImageSource): Promise<string> {
  return (await which(name)) ?? fetchTool(name, PACKAGES[name], from);
}

async function fetchTool(
  name: string,
  packageName: string,
  { suite, binaries, staging }: ImageSource,
): Promise<string> {
  const { answered, refused } = await update(binaries, [suite]);
  if (answered.length === 0) throw new Error(`no ${name} here, and no packages: ${refused.get(suite)}`);
  const files = await closure(binaries, suite, [packageName]);
  const archives = await download(binaries, suite, [packageName], files);
  const root = join(staging, 'tools', name);
  const tree = await unpack(binaries.commands, archives, root);
  const program = await findProgram(tree, name);
  if (!program) throw new Error(`package ${packageName} has no ${name}`);
  const launcher = join(root, `run-${name}`);
  await writeLauncher(launcher, {
    loader: relative(root, tree.loader),
    libraries: tree.libraries.map((path) => relative(root, path)),
    program: relative(root, program),
  });
  return launcher;
}
