import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageEntry } from '../testing/image-entry.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { sampleImages } from './sample-images.ts';

test('the manifest says which images are fetched', async () => {
  const folder = temporaryFolder();
  const fetched = imageEntry('a', { path: 'fetched/a.vhd', source: 'a package: a member' });
  const images = [fetched, imageEntry('b', { generated_by: 'qemu-img' })];
  place(join(folder, 'manifest.json'), JSON.stringify({ version: 1, images }));
  expect(await sampleImages(folder)).toEqual([fetched]);
});

test('a manifest that is no JSON is one clear line', async () => {
  const folder = temporaryFolder();
  place(join(folder, 'manifest.json'), '{');
  await expect(sampleImages(folder)).rejects.toThrow(/^.*manifest\.json: .*JSON.*$/);
});
