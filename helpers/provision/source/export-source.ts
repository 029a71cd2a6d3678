import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commands } from '../../process/commands.ts';
import type { Checkout } from './checkout.ts';
import { tarFailure } from './damaged.ts';

/** Folders that no tool is built from: firmware, its sources (most of a release), and a test of submodules. */
export const LEFT_OUT = ['roms', 'pc-bios', 'tests/fp'] as const;

/** Unpacks a tarball, whose files are in one folder, into a folder. tar finds out how it is packed. */
export async function unpackTarball(commands: Commands, file: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  const excludes = LEFT_OUT.map((folder) => `--exclude=*/${folder}`);
  const patterns = ['--anchored', '--wildcards', '--no-wildcards-match-slash', ...excludes];
  const unpack = ['tar', '-x', '-f', file, '-C', target, '--strip-components=1', ...patterns];
  const result = await commands.run(unpack);
  if (result.code !== 0) throw tarFailure(file, result);
}

/** Copies an unpacked tree as it is, without what was built in it. */
export async function copyTree(path: string, target: string): Promise<void> {
  const leftOut = new Set(['.git', ...LEFT_OUT].map((folder) => join(path, folder)));
  const isBuild = (file: string) => existsSync(join(file, 'build.ninja'));
  await cp(path, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (file) => file === path || !(leftOut.has(file) || isBuild(file)),
  });
}

/** Writes the tree of a commit into a folder, with the submodule that builds may need: meson. */
export async function exportCommit(
  commands: Commands,
  checkout: Checkout,
  commit: string,
  target: string,
): Promise<void> {
  const excludes = LEFT_OUT.map((folder) => `:(exclude)${folder}`);
  await exportTree(commands, checkout.path, commit, target, ['.', ...excludes]);
  const meson = await checkout.submodule(commit, 'meson');
  if (meson) await exportTree(commands, meson.path, meson.commit, join(target, 'meson'));
}

async function exportTree(
  commands: Commands,
  repository: string,
  commit: string,
  target: string,
  paths: readonly string[] = [],
): Promise<void> {
  const file = `${target}.tar`;
  await mkdir(target, { recursive: true });
  await commands.mustRun([
    'git',
    '-C',
    repository,
    'archive',
    '--format=tar',
    '-o',
    file,
    commit,
    '--',
    ...paths,
  ]);
  await commands.mustRun(['tar', '-x', '-f', file, '-C', target]);
  await rm(file);
}
