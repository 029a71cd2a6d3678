import { join } from 'node:path';
import { git } from '../process/git.ts';

/** The folder of the harness itself, whatever project it judges for. */
const HARNESS = join(import.meta.dirname, '../..');

/** Where its own baselines are. */
const BASELINES = 'expected-outputs';

/**
 * The commit that is checked out in a folder, by git, with `-dirty` behind it where a file of it is changed (files that
 * git does not know do not count); undefined where the folder is no checkout of its own (an unpacked
 * archive, also one inside somebody's repository), has no commit yet, or where there is no git.
 *
 * @param leftOut a folder of it of which nobody asks: git looks at each file (measured: 0.3 s of CPU for the baselines)
 */
export async function checkoutCommit(folder: string, leftOut?: string): Promise<string | undefined> {
  const asked = leftOut === undefined ? [] : ['--', '.', `:(exclude)${leftOut}`];
  const [head, changes] = await Promise.all([
    git(folder, 'rev-parse', '--show-prefix', 'HEAD'),
    git(folder, 'status', '--porcelain', '--untracked-files=no', ...asked),
  ]);
  // The way from the top of the checkout, which is empty at the top, then the commit.
  const [prefix, commit] = head?.split('\n') ?? [];
  if (prefix !== '' || commit === undefined) return undefined;
  // What git could not say is no change.
  return (changes ?? '') === '' ? commit : `${commit}-dirty`;
}

/**
 * The commit of the harness, by which a run was judged: its baselines count where they are those of the run.
 *
 * @param root of the project that is judged
 */
export function harnessCommit(root: string): Promise<string | undefined> {
  return checkoutCommit(HARNESS, root === HARNESS ? undefined : BASELINES);
}
