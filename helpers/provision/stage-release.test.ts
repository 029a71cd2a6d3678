import { readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Commands } from '../process/commands.ts';
import { makeFakeTree, stageFake } from '../testing/fake-tree.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { stageRelease } from './stage-release.ts';
import { surveyTree } from './tree.ts';

test('a release is named by its program and holds only what its programs need', async () => {
  const folder = temporaryFolder();
  const staged = await stageFake(folder, 'sid', '1:9.8+ds-1');
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
  const folder = temporaryFolder();
  const staged = await stageFake(folder, 'sid', '1:9.8+ds-1');
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
    const result = await new Commands().run([...argv, 'a  b', '$c'], cwd);
    expect(result, argv.join(' ')).toEqual({ code: 0, stdout: `${banner}a  b $c\n`, stderr: '' });
  }
});

test('a library that no package brings stops the release', async () => {
  const folder = temporaryFolder();
  const unpacked = join(folder, 'unpacked');
  makeFakeTree(unpacked, 'qemu-img version 9.8.7');
  const loader = join(unpacked, 'usr/lib/any-linux-gnu/ld-linux-fake.so.1');
  writeFileSync(
    loader,
    readFileSync(loader, 'utf8').replace(/libfake.so.1 => \S+/, 'libfake.so.1 => /lib/libfake.so.1'),
  );
  const from = { suite: 'sid', packageVersion: '1' };
  const staging = stageRelease(new Commands(), await surveyTree(unpacked), join(folder, 'staged'), from);
  await expect(staging).rejects.toThrow(
    'qemu-img needs libfake.so.1, which is not among what its packages bring',
  );
});
