import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../testing/temporary.ts';
import { sweep } from './sweep.ts';

// What other files of this worker have imported has the functions that are mocked here; and back.
vi.hoisted(() => vi.resetModules());
afterAll(() => void vi.resetModules());

const UNREMOVABLE = vi.hoisted(() => 'of-99999998');

// Root may remove anything, so that there is no file that says no to every user who runs this.
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const rmSync: typeof fs.rmSync = (path, options) => {
    if (String(path).endsWith(UNREMOVABLE)) throw new Error('EPERM');
    fs.rmSync(path, options);
  };
  return { ...fs, rmSync };
});

/** A folder with folders of these names, each with content. */
function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) mkdirSync(join(folder, name, 'content'), { recursive: true });
  return folder;
}

test('what dead processes have left goes, what is of live ones or of nobody stays', () => {
  // No process has this number: it is above what Linux gives.
  const folder = folderWith('of-99999999', `of-${process.pid}`, 'of-1', 'of-x', '99999999');
  expect(sweep(folder, /^of-(\d+)$/)).toBe(1);
  expect(readdirSync(folder).sort()).toEqual(['99999999', 'of-1', 'of-x', `of-${process.pid}`].sort());
});

test('who still needs his own is asked by number', () => {
  const folder = folderWith('of-12', 'of-123');
  expect(sweep(folder, /^of-(\d+)$/, (pid) => pid === 123)).toBe(1);
  expect(readdirSync(folder)).toEqual(['of-123']);
});

test('what cannot be removed stays, and the rest goes', () => {
  const folder = folderWith('of-99999997', UNREMOVABLE, 'of-99999999');
  expect(sweep(folder, /^of-(\d+)$/)).toBe(2);
  expect(readdirSync(folder)).toEqual([UNREMOVABLE]);
});

test('a folder that does not exist is empty', () => {
  expect(sweep(join(temporaryFolder(), 'none'), /^of-(\d+)$/)).toBe(0);
});
