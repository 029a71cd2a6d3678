import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { needsOf } from './needs.ts';
import { filesOfFolder } from './source-files.ts';

/** A tree of these files; the lines in them are those of real releases. */
function tree(files: Record<string, string>) {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) place(join(folder, path), text);
  return filesOfFolder(folder);
}

const OLD = {
  configure: `glib_req_ver=2.48
  --enable-libxml2) libxml2="yes"
if ! $python -c 'import sys; sys.exit(sys.version_info < (3,6))'; then`,
  'meson.build': `project('qemu', ['c'], meson_version: '>=0.55.0',`,
};

const NEW = {
  configure: `    "$1" -c 'import sys; sys.exit(sys.version_info < (3,8))'`,
  'meson.build': `project('qemu', ['c'], meson_version: '>=1.5.0',\nglib_req_ver = '>=2.66.0'`,
  'python/scripts/mkvenv.py': '',
};

test('an old tree wants a meson that is a program, and libxml2', async () => {
  const needs = await needsOf(tree(OLD));
  expect(needs.modules.map(({ name, atLeast }) => [name, atLeast])).toEqual([
    ['glib-2.0', '2.48'],
    ['zlib', undefined],
    ['libzstd', undefined],
    ['libxml-2.0', undefined],
  ]);
  expect(needs.python).toBe('3.6');
  expect(needs.meson).toEqual({ kind: 'program', own: false, atLeast: '0.55.0' });
});

test('it may bring its own, or have it as a submodule', async () => {
  expect((await needsOf(tree({ ...OLD, 'meson/meson.py': '' }))).meson.own).toBe(true);
  expect((await needsOf(tree(OLD), true)).meson.own).toBe(true);
});

test('a new tree wants one that is installed for Python, unless it brings the wheel', async () => {
  const { modules, python, meson } = await needsOf(tree(NEW));
  expect(modules.map(({ name }) => name)).toEqual(['glib-2.0', 'zlib', 'libzstd']);
  expect(modules[0]?.atLeast).toBe('2.66.0');
  expect(python).toBe('3.8');
  expect(meson).toEqual({ kind: 'environment', own: false, atLeast: '1.5.0' });
  const wheel = { 'python/wheels/meson-1.5.0-py3-none-any.whl': '' };
  expect((await needsOf(tree({ ...NEW, ...wheel }))).meson.own).toBe(true);
});

test('a tree from before meson is refused', async () => {
  await expect(needsOf(tree({ configure: '' }))).rejects.toThrow('releases before 5.2 are not built here');
});
