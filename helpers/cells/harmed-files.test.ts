import { chmodSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeDifference } from '../comparison/difference.ts';
import { makeWorkplace } from '../pipeline/workplace.ts';
import { place as placeFile, temporaryFolder } from '../testing/temporary.ts';
import { contentsOf } from './digest.ts';
import { harmedFiles } from './harmed-files.ts';

test('what a refusal has done to the content of files is found, and their times do not matter', async () => {
  const names = ['same', 'stamped', 'patched', 'truncated', 'removed'];
  const place = makeWorkplace(temporaryFolder(), Object.fromEntries(names.map((name) => [name, null])));
  const at = (name: string) => join(place.work, name);
  for (const name of names) placeFile(at(name), 'abc');
  const given = await contentsOf(place.work);
  utimesSync(at('stamped'), 1, 1);
  chmodSync(at('same'), 0o600);
  const { atime, mtime } = statSync(at('patched'));
  writeFileSync(at('patched'), 'abd');
  utimesSync(at('patched'), atime, mtime);
  writeFileSync(at('truncated'), '');
  rmSync(at('removed'));
  placeFile(at('left'), 'is told of elsewhere');
  expect((await harmedFiles(place, given)).map(writeDifference)).toEqual([
    { path: 'file work/patched', expected: 'as it was, 3 bytes', actual: 'changed, 3 bytes' },
    { path: 'file work/removed', expected: 'as it was, 3 bytes', actual: 'removed' },
    { path: 'file work/truncated', expected: 'as it was, 3 bytes', actual: 'changed, 0 bytes' },
  ]);
});
