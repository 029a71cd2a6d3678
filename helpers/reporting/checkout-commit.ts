import { join } from 'node:path';
import { git } from '../process/git.ts';

/** The folder of the harness itself, whatever project it judges for. */
export const HARNESS = join(import.meta.dirname, '../..');

/**
 * The commit that is checked out in a folder, by git, with `-dirty` behind it where a file of it is changed (files that
 * git does not know do not count); undefined where the folder is no checkout of its own (an unpacked
 * archive, also one inside somebody's repository), has no commit yet, or where there is no git.
 */
export async function checkoutCommit(folder: string): Promise<string | undefined> {
  const [head, changes] = await Promise.all([
    git(folder, 'rev-parse', '--show-prefix', 'HEAD'),
    git(folder, 'status', '--porcelain', '--untracked-files=no'),
  ]);
  // The way from the top of the checkout, which is empty at the top, then the commit.
  const [prefix, commit] = head?.split('\n') ?? [];
  if (prefix !== '' || commit === undefined) return undefined;
  // What git could not say is no change.
  return (changes ?? '') === '' ? commit : `${commit}-dirty`;
}
