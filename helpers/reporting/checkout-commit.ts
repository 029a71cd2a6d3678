import { join } from 'node:path';
import { run } from '../process/run.ts';

/** The folder of the harness itself, whatever project it judges for. */
export const HARNESS = join(import.meta.dirname, '../..');

/** Generous: git answers in milliseconds. */
const LIMIT = 10_000;

/**
 * The commit that is checked out in a folder, by git, with `-dirty` behind it where a file of it is changed (files that
 * git does not know do not count); undefined where the folder is no checkout of its own (an unpacked
 * archive, also one inside somebody's repository), has no commit yet, or where there is no git.
 */
export async function checkoutCommit(folder: string): Promise<string | undefined> {
  const [head, changes] = await Promise.all([
    git(folder, 'rev-parse', '--show-prefix', 'HEAD'),
    // Without the lock, which a person's git may be waiting for.
    git(folder, '--no-optional-locks', 'status', '--porcelain', '--untracked-files=no'),
  ]);
  // The way from the top of the checkout, which is empty at the top, then the commit.
  const [prefix, commit] = head?.split('\n') ?? [];
  if (prefix !== '' || commit === undefined) return undefined;
  return changes === '' ? commit : `${commit}-dirty`;
}

/** What git prints; undefined where it fails. */
async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  const { HOME } = process.env;
  const { ending, stdout } = await run({
    program: 'git',
    args,
    cwd: folder,
    // Whose checkouts git trusts is said there.
    env: HOME === undefined ? {} : { HOME },
    timeLimit: LIMIT,
  });
  return ending.kind === 'exited' && ending.code === 0 ? stdout : undefined;
}
