import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { contents } from '../testing/tree.ts';
import { fillAtomically, writeAtomically, writeTogether } from './atomic.ts';

test('a text replaces the file and is not written into it', () => {
  const folder = temporaryFolder();
  const path = place(join(folder, 'file'), 'old');
  const { ino } = statSync(path);
  writeAtomically(path, 'new');
  expect(contents(folder)).toEqual({ file: 'new' });
  expect(statSync(path).ino).not.toBe(ino);
});

test('a text that cannot be put into place leaves no temporary file', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'taken/by'), { recursive: true });
  const temporary = join(folder, 'temporary');
  expect(() => writeAtomically(join(folder, 'taken'), 'text', temporary)).toThrow('EISDIR');
  expect(() => writeAtomically(join(folder, 'taken'), 'text')).toThrow('EISDIR');
  expect(contents(folder)).toEqual({});
});

test('texts that belong together are put into place when all are written, or none', () => {
  const folder = temporaryFolder();
  const [one, other] = [place(join(folder, 'one'), 'old'), join(folder, 'other')];
  expect(() => writeTogether({ [one]: 'new', [join(one, 'below')]: 'new' })).toThrow('ENOTDIR');
  expect(contents(folder)).toEqual({ one: 'old' });
  writeTogether({ [one]: 'new', [other]: 'new' });
  expect(contents(folder)).toEqual({ one: 'new', other: 'new' });
});

test('the first error is told, not that there is nothing to remove', () => {
  const path = place(join(temporaryFolder(), 'file'), '');
  expect(() => writeAtomically(join(path, 'a'), 'text')).toThrow(
    `ENOTDIR: not a directory, open '${path}/a.`,
  );
});

test('what is filled in is put into place when it is accepted, and told in any case', async () => {
  const folder = temporaryFolder();
  const fill = async (temporary: string) => {
    writeFileSync(temporary, 'text');
    expect(contents(folder)).not.toHaveProperty('file');
    return 4;
  };
  const path = join(folder, 'file');
  expect(await fillAtomically(path, fill, (length) => length === 5)).toBe(4);
  expect(contents(folder)).toEqual({});
  expect(await fillAtomically(path, fill)).toBe(4);
  expect(contents(folder)).toEqual({ file: 'text' });
});

test('what fails on the way leaves the old file and no temporary one', async () => {
  const folder = temporaryFolder();
  const path = place(join(folder, 'file'), 'old');
  const filling = fillAtomically(path, async (temporary) => {
    writeFileSync(temporary, 'half');
    throw new Error('no space');
  });
  await expect(filling).rejects.toThrow('no space');
  expect(contents(folder)).toEqual({ file: 'old' });
});
