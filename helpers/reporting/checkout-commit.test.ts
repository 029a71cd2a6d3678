import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../process/run.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { checkoutCommit } from './checkout-commit.ts';

async function git(folder: string, ...args: string[]): Promise<string> {
  const who = ['-c', 'user.name=x', '-c', 'user.email=x@example.org'];
  const { ending, stdout, stderr } = await run({
    program: 'git',
    args: [...who, ...args],
    cwd: folder,
    timeLimit: 30_000,
  });
  expect(ending, stderr).toEqual({ kind: 'exited', code: 0 });
  return stdout.trim();
}

test('a checkout has the commit that is checked out, and nothing below it or without git has one', async () => {
  const folder = temporaryFolder();
  expect(await checkoutCommit(folder)).toBeUndefined();
  await git(folder, 'init', '-q');
  expect(await checkoutCommit(folder)).toBeUndefined();
  place(join(folder, 'a'), 'a');
  await git(folder, 'add', 'a');
  await git(folder, 'commit', '-qm', 'a');
  const commit = await checkoutCommit(folder);
  expect(commit).toMatch(/^[0-9a-f]{40}$/);
  expect(commit).toBe(await git(folder, 'rev-parse', 'HEAD'));
  place(join(folder, 'unknown'), 'b');
  expect(await checkoutCommit(folder)).toBe(commit);
  place(join(folder, 'a'), 'b');
  expect(await checkoutCommit(folder)).toBe(`${commit}-dirty`);
  await git(folder, 'add', 'a');
  expect(await checkoutCommit(folder)).toBe(`${commit}-dirty`);
  expect(await checkoutCommit(folder, 'a')).toBe(commit);
  // An archive that was unpacked inside somebody's repository is of no commit of theirs.
  const below = join(folder, 'below');
  mkdirSync(below);
  expect(await checkoutCommit(below)).toBeUndefined();
});

test('a clean checkout is clean where git is set to watch its files, or cannot say', async () => {
  const folder = temporaryFolder();
  const called = join(temporaryFolder(), 'called');
  await git(folder, 'init', '-q');
  await git(folder, 'commit', '-q', '--allow-empty', '-m', 'a');
  const commit = await git(folder, 'rev-parse', 'HEAD');
  // It leaves something running, as git's own monitor does.
  const monitor = script(join(temporaryFolder(), 'monitor'), `touch '${called}'; sleep 5 &`);
  await git(folder, 'config', 'core.fsmonitor', monitor);
  expect(await checkoutCommit(folder)).toBe(commit);
  expect(existsSync(called)).toBe(false);
  rmSync(join(folder, '.git/index'), { force: true });
  mkdirSync(join(folder, '.git/index'));
  expect(await checkoutCommit(folder)).toBe(commit);
});
