import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary.ts';
import { contents } from '../testing/tree.ts';
import { UsageError } from '../text/usage-error.ts';
import { checkWritable, sweepStaging, writeIfDifferent, writeWhole } from './write-file.ts';

test('a file is put into place as a whole, with its folders', () => {
  const root = temporaryFolder();
  writeWhole(root, 'a/b/c.txt', 'x');
  writeWhole(root, 'a/b/c.txt', 'y');
  expect(contents(root)).toEqual({ 'a/b/c.txt': 'y' });
});

test('an equal file is left alone', () => {
  const root = temporaryFolder();
  expect(writeIfDifferent(root, 'a', 'x')).toBe(true);
  const { ino } = statSync(join(root, 'a'));
  expect(writeIfDifferent(root, 'a', 'x')).toBe(false);
  expect(statSync(join(root, 'a')).ino).toBe(ino);
  expect(writeIfDifferent(root, 'a', 'y')).toBe(true);
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('y');
});

test('a folder that cannot be written to is one line that names the file', () => {
  const root = join(temporaryFolder(), 'file');
  writeFileSync(root, '');
  expect(() => writeWhole(root, 'a', 'x')).toThrow(`cannot write ${root}/a: `);
  expect(() => checkWritable(root)).toThrow(`EXPECTED_OUTPUTS: ${root} cannot be written to: `);
});

test('what died recordings have left is swept, what others are writing is not', () => {
  const root = temporaryFolder();
  const staging = join(root, '.tmp');
  checkWritable(root);
  expect(readdirSync(root)).toEqual([]);
  mkdirSync(staging);
  // No process has this number: it is above what Linux gives.
  writeFileSync(join(staging, '99999999-1'), '');
  writeFileSync(join(staging, `${process.pid}-1`), '');
  sweepStaging(root);
  expect(Object.keys(contents(staging))).toEqual([`${process.pid}-1`]);
});

test('the folder for what is being written goes with the last of it', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, '.tmp'));
  writeFileSync(join(root, '.tmp/99999999-1'), '');
  sweepStaging(root);
  sweepStaging(root);
  expect(existsSync(join(root, '.tmp'))).toBe(false);
});

test('a file that cannot be put into place leaves nothing in the folder for what is being written', () => {
  const root = temporaryFolder();
  mkdirSync(join(root, 'taken/by'), { recursive: true });
  expect(() => writeWhole(root, 'taken', 'x')).toThrow(UsageError);
  expect(contents(root)).toEqual({});
});
