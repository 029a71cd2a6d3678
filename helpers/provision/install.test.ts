import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from '../process/commands.ts';
import { makeFakeTree } from '../testing/fake-tree.ts';
import { commitRelease, type Staged, stageRelease } from './install.ts';
import { listInstalled, readInstalled } from './installed.ts';
import { surveyTree } from './tree.ts';

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'install-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Stages release 9.8.7 as if from this suite. */
async function stage(folder: string, suite: string, packageVersion: string): Promise<Staged> {
  const unpacked = join(folder, `${suite}-unpacked`);
  makeFakeTree(unpacked, `qemu-img version 9.8.7 (Debian ${packageVersion})`);
  return stageRelease(await surveyTree(unpacked), join(folder, `${suite}-staged`), { suite, packageVersion });
}

test('a release is named by its program and holds only what its programs need', async () => {
  const folder = scratch();
  const staged = await stage(folder, 'sid', '1:9.8+ds-1');
  expect(staged.release).toBe('9.8.7');
  const names = readdirSync(staged.directory, { recursive: true, encoding: 'utf8' }).sort();
  expect(names).toEqual([
    'qemu-img',
    'root',
    'root/lib',
    'root/lib/ld-linux-fake.so.1',
    'root/lib/libfake.so.1',
    'root/lib/libgcc_s.so.1',
    'root/usr',
    'root/usr/bin',
    'root/usr/bin/qemu-img',
    'source.json',
  ]);
  expect(readFileSync(join(staged.directory, 'source.json'), 'utf8')).toBe(`{
  "suite": "sid",
  "package": "qemu-utils",
  "package_version": "1:9.8+ds-1",
  "program": "root/usr/bin/qemu-img"
}
`);
});

test('a launcher works where its folder is moved to, through symlinks, and passes arguments as they are', async () => {
  const folder = scratch();
  const staged = await stage(folder, 'sid', '1:9.8+ds-1');
  rmSync(join(folder, 'sid-unpacked'), { recursive: true });
  const moved = join(folder, 'another $place with "blanks"');
  renameSync(staged.directory, moved);
  symlinkSync(join(moved, 'qemu-img'), join(folder, 'link'));
  symlinkSync('link', join(folder, 'link-to-link'));
  const banner = 'qemu-img version 9.8.7 (Debian 1:9.8+ds-1)\n';
  for (const [argv, cwd] of [
    [[join(moved, 'qemu-img')], folder],
    [['./qemu-img'], moved],
    [['sh', 'qemu-img'], moved],
    [[join(folder, 'link')], folder],
    [['./link-to-link'], folder],
  ] as const) {
    const result = await run([...argv, 'a  b', '$c'], cwd);
    expect(result, argv.join(' ')).toEqual({ code: 0, stdout: `${banner}a  b $c\n`, stderr: '' });
  }
});

test('a library that no package brings stops the release', async () => {
  const folder = scratch();
  const unpacked = join(folder, 'unpacked');
  makeFakeTree(unpacked, 'qemu-img version 9.8.7');
  const loader = join(unpacked, 'usr/lib/any-linux-gnu/ld-linux-fake.so.1');
  writeFileSync(
    loader,
    readFileSync(loader, 'utf8').replace(/libfake.so.1 => \S+/, 'libfake.so.1 => /lib/libfake.so.1'),
  );
  const from = { suite: 'sid', packageVersion: '1' };
  const staging = stageRelease(await surveyTree(unpacked), join(folder, 'staged'), from);
  await expect(staging).rejects.toThrow('no package brings libfake.so.1 for qemu-img');
});

test('of two packages with one release the newer stays, whichever comes first, and remembers the other', async () => {
  for (const order of [
    ['old', 'new'],
    ['new', 'old'],
  ]) {
    const folder = scratch();
    const arch = join(folder, 'any');
    const kinds: string[] = [];
    for (const name of order) {
      const staged = await stage(folder, name, name === 'new' ? '2' : '1');
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
  const folder = scratch();
  await commitRelease(await stage(folder, 'new', '2'), join(folder, 'any'), compare);
  const again = await commitRelease(await stage(folder, 'old', '1'), join(folder, 'any'), compare, true);
  expect(again).toEqual({ kind: 'replaced', suite: 'new', packageVersion: '2' });
  expect(readInstalled(join(folder, 'any'), '9.8.7')?.source?.suite).toBe('old');
});

test('what was put there by hand is never replaced', async () => {
  const folder = scratch();
  const mine = join(folder, 'any', '9.8.7');
  mkdirSync(mine, { recursive: true });
  writeFileSync(join(mine, 'qemu-img'), 'mine', { mode: 0o755 });
  const committed = await commitRelease(await stage(folder, 'new', '2'), join(folder, 'any'), compare, true);
  expect(committed).toEqual({ kind: 'dropped-in' });
  expect(readFileSync(join(mine, 'qemu-img'), 'utf8')).toBe('mine');
  expect(existsSync(join(mine, 'source.json'))).toBe(false);
});
