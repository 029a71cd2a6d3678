import {
  appendFileSync,
  chmodSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDifference } from '../comparison/difference.ts';
import { makeWorkplace } from '../pipeline/workplace.ts';
import { place as placeFile, temporaryFolder } from '../testing/temporary.ts';
import { fileStates, touchedFiles } from './touched-files.ts';

const NAMES = ['same', 'grown', 'replaced', 'removed', 'stamped', 'made', 'written'];

function workplace() {
  const place = makeWorkplace(temporaryFolder(), Object.fromEntries(NAMES.map((name) => [name, null])));
  for (const name of NAMES) if (name !== 'made') placeFile(join(place.work, name), 'a');
  return { place, at: (name: string) => join(place.work, name) };
}

test('a file that was changed, replaced, removed or left behind is found, and what was to be written is not', async () => {
  const { place, at } = workplace();
  const before = fileStates(place);
  appendFileSync(at('grown'), 'b');
  writeFileSync(at('../new'), 'a');
  renameSync(at('../new'), at('replaced'));
  rmSync(at('removed'));
  utimesSync(at('stamped'), 1, 1);
  appendFileSync(at('written'), 'b');
  placeFile(at('made'), '');
  placeFile(at('stray'), '');
  placeFile(join(place.top, 'home/.history'), '');
  const found = (await touchedFiles(place, before, ['written'])).map(writeDifference);
  expect(found.sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
    { path: 'file home/.history', actual: 'left behind' },
    { path: 'file work/grown', expected: 'as it was', actual: 'changed' },
    { path: 'file work/made', actual: 'left behind' },
    { path: 'file work/removed', expected: 'as it was', actual: 'removed' },
    { path: 'file work/replaced', expected: 'as it was', actual: 'changed' },
    { path: 'file work/stamped', expected: 'as it was', actual: 'changed' },
    { path: 'file work/stray', actual: 'left behind' },
  ]);
});

test('where nothing happened nothing is found', async () => {
  const { place } = workplace();
  expect(await touchedFiles(place, fileStates(place), [])).toEqual([]);
});

test('what was to be written is a file, or not there', async () => {
  const { place, at } = workplace();
  const before = fileStates(place);
  renameSync(at('written'), at('../elsewhere'));
  symlinkSync('../elsewhere', at('written'));
  rmSync(at('removed'));
  rmSync(at('../elsewhere'));
  expect((await touchedFiles(place, before, ['written', 'removed', 'same'])).map(writeDifference)).toEqual([
    { path: 'file work/written', expected: 'a file', actual: 'a link to ../elsewhere' },
  ]);
});

test('a folder that keeps its owner out is locked, and no other', async () => {
  const { place } = workplace();
  const before = fileStates(place);
  const home = join(place.top, 'home');
  for (const mode of [0o700, 0o777, 0o1777]) {
    chmodSync(home, mode);
    expect(await touchedFiles(place, before, [])).toEqual([]);
  }
  chmodSync(home, 0o577);
  expect((await touchedFiles(place, before, [])).map(writeDifference)).toEqual([
    { path: 'file home/', expected: 'a folder', actual: 'locked (mode 577)' },
  ]);
});

test('of very many files some are told, and the others counted', async () => {
  const { place, at } = workplace();
  const before = fileStates(place);
  for (let count = 0; count < 300; count += 1) placeFile(at(`stray\n${count}`), '');
  const found = (await touchedFiles(place, before, [])).map(writeDifference);
  expect(found).toHaveLength(51);
  expect(found[0]).toEqual({ path: 'file work/stray\\n0', actual: 'left behind' });
  expect(found.at(-1)).toEqual({ path: '250 more differences', more: 250 });
});
