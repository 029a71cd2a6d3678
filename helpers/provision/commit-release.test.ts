import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Interrupted } from '../process/commands.ts';
import { lockFolder } from '../process/lock.ts';
import { writeSource } from '../references/source-record.ts';
import { stageFake } from '../testing/fake-tree.ts';
import { makeContext } from '../testing/provision-context.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { everything } from '../testing/tree.ts';
import { commitRelease } from './commit-release.ts';
import { listInstalled, readInstalled } from './installed.ts';
import type { Staged } from './stage-release.ts';

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

test('of two packages with one release the newer stays, whichever comes first, and remembers the other', async () => {
  for (const order of [
    ['old', 'new'],
    ['new', 'old'],
  ]) {
    const folder = temporaryFolder();
    const context = makeContext(folder);
    const arch = context.archFolder;
    const kinds: string[] = [];
    for (const name of order) {
      const staged = await stageFake(folder, name, name === 'new' ? '2' : '1');
      kinds.push((await commitRelease(context, staged, compare)).kind);
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
    await context.stagings.remove();
    expect(readdirSync(context.binaries)).toEqual(['any']);
  }
});

test('--force replaces a newer package', async () => {
  const folder = temporaryFolder();
  const context = makeContext(folder);
  await commitRelease(context, await stageFake(folder, 'new', '2'), compare);
  const again = await commitRelease(context, await stageFake(folder, 'old', '1'), compare, true);
  expect(again).toEqual({ kind: 'replaced', other: { suite: 'new', packageVersion: '2' } });
  expect(readInstalled(context.archFolder, '9.8.7')?.source?.suite).toBe('old');
});

test('what was put there by hand is never replaced', async () => {
  const folder = temporaryFolder();
  const context = makeContext(folder);
  const mine = join(context.archFolder, '9.8.7');
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'qemu-img'), 'mine', { mode: 0o755 });
  const committed = await commitRelease(context, await stageFake(folder, 'new', '2'), compare, true);
  expect(committed).toEqual({ kind: 'dropped-in' });
  expect(readFileSync(join(mine, 'qemu-img'), 'utf8')).toBe('mine');
  expect(existsSync(join(mine, 'source.json'))).toBe(false);
});

test.for([false, true])(
  'a package and a build are never compared: what is there stays (a build: %s)',
  async (built) => {
    const unasked = () => {
      throw new Error('these have no common order');
    };
    for (const suite of built ? ['source', 'upstream'] : ['sid']) {
      const folder = temporaryFolder();
      const context = makeContext(folder);
      const arch = context.archFolder;
      const build = await asBuild(
        stageFake(folder, suite === 'sid' ? 'source' : suite, '9.8.7 (commit 123)'),
      );
      const archived = await stageFake(folder, 'sid', '1:9.8.7-1');
      const [first, second] = built ? [build, archived] : [archived, build];
      await commitRelease(context, first, unasked);
      expect(await commitRelease(context, second, unasked)).toEqual({
        kind: 'unlike',
        other: { suite, packageVersion: first.source.package_version },
      });
      const there = readInstalled(arch, '9.8.7')?.source;
      // The package is remembered, so that it is not fetched again.
      const more = built ? { same_release: [{ suite: 'sid', package_version: '1:9.8.7-1' }] } : {};
      expect(there).toEqual({ ...first.source, ...more });
      const again = built ? await stageFake(folder, 'sid', '1:9.8.7-1') : build;
      expect((await commitRelease(context, again, unasked, true)).kind).toBe('replaced');
      expect(readInstalled(arch, '9.8.7')?.source?.suite).toBe(again.source.suite);
    }
  },
);

test('while another run commits, this one waits for its turn', async () => {
  const folder = temporaryFolder();
  const context = makeContext(folder);
  const { archFolder } = context;
  const staged = await stageFake(folder, 'new', '1');
  mkdirSync(archFolder, { recursive: true });
  const other = await lockFolder(archFolder);
  const committing = commitRelease(context, staged, compare);
  // Far longer than it takes to commit, were there no lock.
  await sleep(500);
  expect(readdirSync(archFolder)).toEqual([]);
  await other?.release();
  expect(await committing).toEqual({ kind: 'installed' });
});

test('a release is not touched once the run has been given up', async () => {
  const folder = temporaryFolder();
  const context = makeContext(folder);
  await commitRelease(context, await stageFake(folder, 'old', '1'), compare);
  const before = everything(context.archFolder);
  const newer = await stageFake(folder, 'new', '2');
  const committing = commitRelease(context, newer, compare);
  await context.commands.giveUp();
  await expect(committing).rejects.toBeInstanceOf(Interrupted);
  expect(everything(context.archFolder)).toEqual(before);
});

/** The same program, but built here or elsewhere. */
async function asBuild(staging: Promise<Staged>): Promise<Staged> {
  const staged = await staging;
  const source = { ...staged.source, package: 'qemu' };
  writeSource(staged.directory, source);
  return { ...staged, source };
}
