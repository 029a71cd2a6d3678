import { spawnSync } from 'node:child_process';
import { execa } from 'execa';
import type { TestContext } from 'vitest';
import { run } from '../process/run.ts';
import { temporaryFolder } from './temporary.ts';

/** Why there is no small file system to fill. */
export const WITHOUT_DISK = 'a file system can only be mounted by root';

/**
 * Mounts a file system of a few MiB for as long as a test takes.
 *
 * @param options of mount(8) for a tmpfs: `size=64m`, `nr_inodes=1000`
 * @returns its folder; undefined where this user cannot mount one
 */
export async function smallDisk(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  options: string,
): Promise<string | undefined> {
  const folder = temporaryFolder();
  const mount = (program: string, args: readonly string[]) =>
    run({ program, args, cwd: '/', timeLimit: 10_000 });
  const { ending } = await mount('mount', ['-t', 'tmpfs', '-o', options, 'none', folder]);
  if (ending.kind !== 'exited' || ending.code !== 0) return undefined;
  onTestFinished(async () => {
    await mount('umount', ['--lazy', folder]);
  });
  return folder;
}

/** What lets a user of this machine mount something that nobody else sees; undefined where nothing does. */
const ENTER = ['-m', '-rm'].find((way) => spawnSync('unshare', [way, 'true']).status === 0);

/** Why a test of a full disk cannot be played, if it cannot. */
export const WITHOUT_SMALL_DISK =
  ENTER === undefined ? 'this user may not mount a small disk (unshare)' : undefined;

/** What a shell script has printed that had a small disk to itself. */
export interface OnSmallDisk {
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a shell script with a small disk in the place of a folder, which is there for this script alone and goes with it.
 *
 * @param size as tmpfs takes it, e.g. `size=1m`
 */
export async function runOnSmallDisk(
  folder: string,
  size: string,
  script: string,
  env: Readonly<Record<string, string>>,
): Promise<OnSmallDisk> {
  const mount = 'mount -t tmpfs -o "$1" none "$2" || exit 99\n';
  const args = [ENTER ?? '', 'sh', '-c', mount + script, 'sh', size, folder];
  const { exitCode, stdout, stderr } = await execa('unshare', args, { reject: false, extendEnv: false, env });
  return { exitCode, stdout, stderr };
}
