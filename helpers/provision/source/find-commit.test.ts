import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Commands } from '../../process/commands.ts';
import { makeRepository, type Repository } from '../../testing/repository.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { Checkout } from './checkout.ts';
import { findCommit } from './find-commit.ts';

/** qemu's way: candidates and the opening of development are commits of VERSION, too, and only some have a tag. */
function history() {
  const repository = makeRepository(join(temporaryFolder(), 'qemu'));
  const version = (text: string) => repository.commit({ VERSION: `${text}\n` });
  const commits = new Map<string, string>();
  for (const release of ['8.1.90', '8.2.0']) commits.set(release, version(release));
  repository.git('tag', '-a', '-m', 'the release', 'v8.2.0');
  repository.commit({ 'a.c': 'work\n' });
  commits.set('8.2.50', version('8.2.50'));
  commits.set('8.2.90', version('8.2.90'));
  commits.set('9.0.0', version('9.0.0'));
  repository.commit({ 'a.c': 'fixed\n' });
  commits.set('9.0.50', version('9.0.50'));
  repository.git('checkout', '-q', '-b', 'somewhere-else');
  version('9.0.0'); // once more, by somebody who went back
  repository.git('checkout', '-q', '-b', 'stable-8.2', 'v8.2.0');
  commits.set('8.2.1', version('8.2.1'));
  repository.git('checkout', '-q', 'main');
  return { repository, commits };
}

const find = ({ path }: Repository, release: string) =>
  findCommit(new Checkout(new Commands(), path), release);

test('a release is found by its tag, and by the commit whose VERSION says so, on any branch', async () => {
  const { repository, commits } = history();
  for (const release of ['8.2.0', '9.0.0', '8.2.1', '8.2.90'])
    expect(await find(repository, release), release).toBe(commits.get(release));
});

test('a tag whose VERSION says another release is not believed', async () => {
  const { repository, commits } = history();
  repository.git('tag', 'v9.0.0', commits.get('8.2.90') ?? '');
  expect(await find(repository, '9.0.0')).toBe(commits.get('9.0.0'));
});

test('a bare repository will do', async () => {
  const { repository, commits } = history();
  const bare = join(repository.path, '../bare.git');
  repository.git('clone', '-q', '--bare', '.', bare);
  expect(await findCommit(new Checkout(new Commands(), bare), '9.0.0')).toBe(commits.get('9.0.0'));
});

test('what there is instead is told', async () => {
  const { repository } = history();
  const { path } = repository;
  const neither = (release: string) =>
    `${path} has no ${release}: no tag v${release}, no commit whose VERSION says so`;
  await expect(find(repository, '8.2.7')).rejects.toThrow(
    new Error(`${neither('8.2.7')}; of 8.2 it has v8.2.0`),
  );
  for (const tag of ['v8.10.0', 'v8.10.0-rc1', 'v8.9.0', 'v8.9.1', 'v8.9.2']) repository.git('tag', tag);
  const tags = `its tags are v8.2.0 to v8.10.0 (git -C ${path} tag)`;
  await expect(find(repository, '9.9.9')).rejects.toThrow(new Error(`${neither('9.9.9')}; ${tags}`));
  repository.git('tag', '-d', 'v8.9.0', 'v8.9.1', 'v8.9.2');
  const few = `its tags are v8.2.0 v8.10.0 (git -C ${path} tag)`;
  await expect(find(repository, '9.9.9')).rejects.toThrow(new Error(`${neither('9.9.9')}; ${few}`));
  repository.git('tag', '-d', 'v8.2.0', 'v8.10.0');
  const fetch = `and no tags at all (git -C ${path} fetch --tags)`;
  await expect(find(repository, '9.9.9')).rejects.toThrow(new Error(`${neither('9.9.9')}, ${fetch}`));
});
