import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stageFake } from '../testing/fake-tree.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { commitRelease } from './commit-release.ts';
import { listInstalled, readInstalled } from './installed.ts';

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

test('of two packages with one release the newer stays, whichever comes first, and remembers the other', async () => {
  for (const order of [
    ['old', 'new'],
    ['new', 'old'],
  ]) {
    const folder = temporaryFolder();
    const arch = join(folder, 'any');
    const kinds: string[] = [];
    for (const name of order) {
      const staged = await stageFake(folder, name, name === 'new' ? '2' : '1');
      kinds.push((await commitRelease(staged, arch, compare)).kind);
    }
    expect(kinds).toEqual(['installed', order[1] === 'new' ? 'replaced' : 'kept']);
    expect(listInstalled(arch).map(({ release }) => release)).toEqual(['9.8.7']);
    expect(readInstalled(arch, '9.8.7')?.source).toEqual({
      suite: 'new',
      package: 'qemu-utils',
      package_version: '2',
      program: 'root/usr/bin/qemu-img',
      same_release: [{ suite: 'old', package_version: '1' }],
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('.staging'))).toEqual([]);
  }
});

test('--force replaces a newer package', async () => {
  const folder = temporaryFolder();
  await commitRelease(await stageFake(folder, 'new', '2'), join(folder, 'any'), compare);
  const again = await commitRelease(await stageFake(folder, 'old', '1'), join(folder, 'any'), compare, true);
  expect(again).toEqual({ kind: 'replaced', other: { suite: 'new', packageVersion: '2' } });
  expect(readInstalled(join(folder, 'any'), '9.8.7')?.source?.suite).toBe('old');
});

test('what was put there by hand is never replaced', async () => {
  const folder = temporaryFolder();
  const mine = join(folder, 'any', '9.8.7');
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'qemu-img'), 'mine', { mode: 0o755 });
  const committed = await commitRelease(
    await stageFake(folder, 'new', '2'),
    join(folder, 'any'),
    compare,
    true,
  );
  expect(committed).toEqual({ kind: 'dropped-in' });
  expect(readFileSync(join(mine, 'qemu-img'), 'utf8')).toBe('mine');
  expect(existsSync(join(mine, 'source.json'))).toBe(false);
});
