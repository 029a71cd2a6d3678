import { existsSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { tryFolder } from './try-folder.ts';

test('a folder that can be written to is left as it was', () => {
  const root = temporaryFolder();
  place(join(root, 'there/file'), '');
  tryFolder(join(root, 'there'));
  expect(readdirSync(join(root, 'there'))).toEqual(['file']);
});

test('a folder that is made for it goes again, with those above it', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'a'));
  tryFolder(join(root, 'a/b/c'));
  expect(readdirSync(join(root, 'a'))).toEqual([]);
});

test('what cannot be written to is the error of the system, and nothing is left of the trial', () => {
  const root = temporaryFolder();
  place(join(root, 'file'), '');
  symlinkSync(join(root, 'gone/x'), join(root, 'dangling'));
  for (const path of ['file', 'file/below', 'dangling']) {
    expect(() => tryFolder(join(root, path)), path).toThrow(/^E[A-Z]+: /);
  }
  for (const path of ['/proc/x/y', '/dev/full', '/dev/full/x']) {
    expect(() => tryFolder(path), path).toThrow(/^E[A-Z]+: /);
    expect(existsSync('/proc/x')).toBe(false);
  }
  expect(readdirSync(root).sort()).toEqual(['dangling', 'file']);
});
