import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { findSuites, loadSuite } from './find-suites.ts';

const refused: [what: string, text: string | undefined, problem: string][] = [
  ['without a module of its name', undefined, 'is no suite, it has no mine.ts'],
  ['whose module has no suite', 'export const other = 1;', 'mine.ts: exports no "suite"'],
  [
    'whose suite has another name',
    `export const suite = { command: 'yours', outputTypes: [], rows: [] };`,
    'mine.ts: is the suite "yours", but its folder is "mine"',
  ],
  [
    'with a row of another suite',
    `export const suite = { command: 'mine', outputTypes: [], rows: [{ suite: 'yours' }] };`,
    'mine.ts: has a row of "yours", but its folder is "mine"',
  ],
];

test.for(refused)('a folder %s is refused in one line', async ([, text, problem]) => {
  const folder = join(temporaryFolder(), 'mine');
  place(join(folder, text === undefined ? 'other.ts' : 'mine.ts'), text ?? '');
  place(join(folder, 'mine.test.ts'), '');
  await expect(loadSuite(folder)).rejects.toThrow(problem);
  await expect(findSuites(join(folder, '..'))).rejects.toThrow(problem);
});

test('a suite whose test file was forgotten is refused, since nobody would play it', async () => {
  const folder = join(temporaryFolder(), 'mine');
  place(join(folder, 'mine.ts'), `export const suite = { command: 'mine', outputTypes: [], rows: [] };`);
  await expect(loadSuite(folder)).rejects.toThrow('is no suite, it has no mine.test.ts');
});

test('suites are found by their place', async () => {
  const folder = temporaryFolder();
  place(join(folder, 'mine/mine.ts'), `export const suite = { command: 'mine', outputTypes: [], rows: [] };`);
  place(join(folder, 'mine/mine.test.ts'), '');
  place(join(folder, 'tree.test.ts'), '');
  expect(await findSuites(folder)).toEqual([{ command: 'mine', outputTypes: [], rows: [] }]);
});
