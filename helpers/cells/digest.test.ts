import { appendFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { changedFiles, contentDigest, stateOf } from './digest.ts';

function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) place(join(folder, name), text);
  return folder;
}

test('the identity of an input is the names and contents of its files', async () => {
  const digest = (files: Record<string, string>) => contentDigest(folderOf(files));
  const one = await digest({ a: 'x', b: 'y' });
  expect(await digest({ b: 'y', a: 'x' })).toBe(one);
  for (const other of [{ a: 'x', b: 'z' }, { a: 'x', c: 'y' }, { a: 'xb', b: 'y' }, { a: 'x' }]) {
    expect(await digest(other)).not.toBe(one);
  }
});

test('a file that was changed, replaced, removed or added is found', () => {
  const folder = folderOf({ same: '', grown: 'a', replaced: 'a', removed: '', touched: '' });
  const before = stateOf(folder);
  appendFileSync(join(folder, 'grown'), 'b');
  writeFileSync(join(folder, 'new'), 'a');
  renameSync(join(folder, 'new'), join(folder, 'replaced'));
  rmSync(join(folder, 'removed'));
  utimesSync(join(folder, 'touched'), 1, 1);
  place(join(folder, 'added'), '');
  expect(changedFiles(before, stateOf(folder))).toEqual(['added', 'grown', 'removed', 'replaced', 'touched']);
  expect(changedFiles(before, before)).toEqual([]);
});
