import { spawnSync } from 'node:child_process';
import { execa } from 'execa';

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
