import { join } from 'node:path';
import { expect, test } from 'vitest';
import { imageEntry } from '../testing/image-entry.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { isFetched, missingImages, packedFile } from './packed-files.ts';

test('an image of fetched/ is fetched, one of images/ is not', () => {
  expect(isFetched(imageEntry('a', { path: 'fetched/a.vhd' }))).toBe(true);
  expect(isFetched(imageEntry('a', { path: 'images/fetched.vhd' }))).toBe(false);
});

test('missing is what has no packed bytes', () => {
  const folder = temporaryFolder();
  const [here, gone] = [imageEntry('here'), imageEntry('gone')];
  place(join(folder, 'images/here.br'), '');
  expect(packedFile(folder, here)).toBe(join(folder, 'images/here.br'));
  expect(missingImages(folder, [here, gone])).toEqual([gone]);
});
