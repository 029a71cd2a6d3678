import { chmodSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeWorkplace } from '../pipeline/workplace.ts';
import { smallDisk, WITHOUT_DISK } from '../testing/small-disk.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { KeptFiles } from './kept-files.ts';

test('of many failed cells only some leave their files, locked ones too, and none that are gone', () => {
  const scratch = temporaryFolder();
  const kept = new KeptFiles(join(scratch, 'kept'));
  const places = Array.from({ length: 25 }, () => makeWorkplace(scratch, {}));
  const [gone, locked] = places;
  rmSync(gone?.top ?? '', { recursive: true });
  chmodSync(locked?.top ?? '', 0);
  const told = places.flatMap((place) => kept.add(place) ?? []);
  for (const place of places) kept.move(place);
  expect(told).toHaveLength(20);
  expect(readdirSync(join(scratch, 'kept'))).toHaveLength(20);
  for (const path of told) expect(existsSync(path)).toBe(true);
});

test('what is kept takes a part of the file system alone', async (context) => {
  const scratch = await smallDisk(context, 'size=16m');
  if (scratch === undefined) return context.skip(WITHOUT_DISK);
  const kept = new KeptFiles(join(scratch, 'kept'));
  const places = [3, 1, 0.9].map((mebibytes) => {
    const place = makeWorkplace(scratch, { image: null });
    writeFileSync(join(place.work, 'image'), Buffer.alloc(mebibytes * 1024 ** 2, 1));
    return place;
  });
  expect(places.map((place) => kept.add(place) !== undefined)).toEqual([false, true, true]);
});
