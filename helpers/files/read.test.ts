import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { filesIn, foldersIn, readIfThere, sha256 } from './read.ts';

test('a file that is not there is undefined, every other trouble is an error', () => {
  const folder = temporaryFolder();
  expect(readIfThere(join(folder, 'none'))).toBeUndefined();
  expect(readIfThere(place(join(folder, 'empty'), ''))).toBe('');
  expect(() => readIfThere(folder)).toThrow('EISDIR');
});

test('folders and files are listed in order, links as what they point to, dead ones not at all', () => {
  const folder = temporaryFolder();
  for (const name of ['b', 'a']) mkdirSync(join(folder, name));
  place(join(folder, 'file'), '');
  symlinkSync(join(folder, 'a'), join(folder, 'c'));
  symlinkSync(join(folder, 'file'), join(folder, 'again'));
  symlinkSync(join(folder, 'none'), join(folder, 'dead'));
  expect(foldersIn(folder)).toEqual(['a', 'b', 'c']);
  expect(filesIn(folder)).toEqual(['again', 'file']);
  expect(foldersIn(join(folder, 'none'))).toEqual([]);
});

test('a digest is that of sha256sum', () => {
  const path = place(join(temporaryFolder(), 'file'), 'abc');
  expect(sha256(path)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
