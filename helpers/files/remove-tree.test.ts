import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { namesIn, stateOf } from './look.ts';
import { removeTree } from './remove-tree.ts';

test('what a link leads to stays, locked or not', () => {
  const folder = temporaryFolder();
  place(join(folder, 'other/file'), 'a');
  const tree = join(folder, 'tree');
  mkdirSync(join(tree, 'locked'), { recursive: true });
  symlinkSync(join(folder, 'other'), join(tree, 'link'));
  symlinkSync(join(folder, 'other'), join(tree, 'locked/link'));
  chmodSync(join(tree, 'locked'), 0);
  expect(removeTree(tree)).toBeUndefined();
  expect(readdirSync(folder)).toEqual(['other']);
  expect(readdirSync(join(folder, 'other'))).toEqual(['file']);
  symlinkSync(join(folder, 'other'), tree);
  expect(removeTree(tree)).toBeUndefined();
  expect(readdirSync(join(folder, 'other'))).toEqual(['file']);
});

test('paths that are longer than the system takes, and names that are no text', () => {
  const tree = join(temporaryFolder(), 'tree');
  const chain = 'd/'.repeat(900);
  mkdirSync(tree);
  for (let part = 0; part < 4; part++) {
    mkdirSync(join(tree, 'x', chain), { recursive: true });
    if (existsSync(join(tree, 'd'))) renameSync(join(tree, 'd'), join(tree, 'x', chain, 'd'));
    renameSync(join(tree, 'x'), join(tree, 'd'));
  }
  writeFileSync(Buffer.concat([Buffer.from(`${tree}/d/`), Buffer.from([0xff, 0x0a])]), '');
  expect(removeTree(tree)).toBeUndefined();
  expect(existsSync(tree)).toBe(false);
});

test('what has a name that is no text is found by it, and removed', () => {
  const folder = temporaryFolder();
  const bytes = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])]);
  const made = [
    () => writeFileSync(bytes, ''),
    () => {
      mkdirSync(bytes);
      writeFileSync(Buffer.concat([bytes, Buffer.from('/file')]), '');
    },
    () => symlinkSync('nowhere', bytes),
  ];
  for (const make of made) {
    make();
    const [name = ''] = namesIn(folder);
    expect(name).toBe('a\udcff');
    expect(stateOf(join(folder, name))).toBeDefined();
    expect(removeTree(join(folder, name))).toBeUndefined();
    expect(namesIn(folder)).toEqual([]);
  }
});

test('what cannot be removed is told, and what is not there is removed', () => {
  expect(removeTree('/proc/self')).toMatch(/^E[A-Z]+: .*\/proc\/self/);
  expect(removeTree(join(temporaryFolder(), 'nothing'))).toBeUndefined();
});
