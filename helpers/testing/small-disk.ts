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
