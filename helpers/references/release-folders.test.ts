import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { isProgram, releaseFolders } from './release-folders.ts';

test('folders and links to folders are listed by number, unfinished ones and files are not', () => {
  const folder = temporaryFolder();
  for (const name of ['10.0.2', '9.1.0', '.staging-1-trixie', 'nightly']) mkdirSync(join(folder, name));
  place(join(folder, 'README'), '');
  symlinkSync(join(folder, '9.1.0'), join(folder, '7.2.22'));
  symlinkSync(join(folder, 'gone'), join(folder, '4.0.0'));
  expect(releaseFolders(folder).map(({ name }) => name)).toEqual(['7.2.22', '9.1.0', '10.0.2', 'nightly']);
  expect(releaseFolders(folder).at(1)).toEqual({
    name: '9.1.0',
    path: join(folder, '9.1.0'),
    program: join(folder, '9.1.0/qemu-img'),
    io: join(folder, '9.1.0/qemu-io'),
  });
  expect(releaseFolders(join(folder, 'none'))).toEqual([]);
});

test('a program is a file that can be executed', () => {
  const folder = temporaryFolder();
  expect(isProgram(script(join(folder, 'program'), 'true'))).toBe(true);
  expect(isProgram(place(join(folder, 'text'), '', 0o644))).toBe(false);
  expect(isProgram(folder)).toBe(false);
  expect(isProgram(join(folder, 'none'))).toBe(false);
});
