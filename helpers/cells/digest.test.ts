import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { contentsOf, digestOf } from './digest.ts';

function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) place(join(folder, name), text);
  return folder;
}

test('the identity of an input is the names and contents of its files', async () => {
  const digest = async (files: Record<string, string>) => digestOf(await contentsOf(folderOf(files)));
  const one = await digest({ a: 'x', b: 'y' });
  expect(await digest({ b: 'y', a: 'x' })).toBe(one);
  for (const other of [{ a: 'x', b: 'z' }, { a: 'x', c: 'y' }, { a: 'xb', b: 'y' }, { a: 'x' }]) {
    expect(await digest(other)).not.toBe(one);
  }
});
