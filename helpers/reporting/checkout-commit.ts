import { join } from 'node:path';
import { run } from '../process/run.ts';

/** The folder of the harness itself, whatever project it judges for. */
export const HARNESS = join(import.meta.dirname, '../..');

/** Generous: git answers in milliseconds. */
const LIMIT = 10_000;

/**
 * The commit that is checked out in a folder, by git; undefined where the folder is no checkout of its own (an unpacked
 * archive, also one inside somebody's repository), has no commit yet, or where there is no git.
 */
export async function checkoutCommit(folder: string): Promise<string | undefined> {
  const { HOME } = process.env;
  const { ending, stdout } = await run({
    program: 'git',
    args: ['rev-parse', '--show-prefix', 'HEAD'],
    cwd: folder,
    // Whose checkouts git trusts is said there.
    env: HOME === undefined ? {} : { HOME },
    timeLimit: LIMIT,
  });
  if (ending.kind !== 'exited' || ending.code !== 0) return undefined;
  // The way from the top of the checkout, which is empty at the top, then the commit.
  const [prefix, commit] = stdout.split('\n');
  return prefix === '' ? commit : undefined;
}
