import { hash } from 'node:crypto';
import { readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampOf } from '../files/look.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { type ImageFate, WatchedImages } from './watched-images.ts';

const CONTENT = 'as it was unpacked';

/** One small image, which is read at once. */
function watchedImage() {
  const path = place(join(temporaryFolder(), 'image.raw'), CONTENT);
  const original = { sha256: hash('sha256', CONTENT), stamp: stampOf(path) };
  const watched = new WatchedImages({
    originals: () => new Map([[path, original]]),
    folders: () => [],
    restore: async () => writeFileSync(path, CONTENT),
  });
  const told: ImageFate[] = [];
  return { path, told, look: () => watched.putRight((fate) => told.push(fate)) };
}

test('an image that is changed is told of once, and put right', async () => {
  const { path, told, look } = watchedImage();
  writeFileSync(path, 'something else');
  await look();
  await look();
  expect(told).toEqual([{ path, fate: 'changed' }]);
  expect(readFileSync(path, 'utf8')).toBe(CONTENT);
});

test('times that are set do no harm', async () => {
  const { path, told, look } = watchedImage();
  utimesSync(path, 1, 1);
  await look();
  expect(told).toEqual([]);
});

test('an image that is changed while it is looked at is told of when it is looked at again', async () => {
  const { path, told, look } = watchedImage();
  const { atime, mtime } = statSync(path);
  utimesSync(path, 1, 1);
  const looking = look();
  // It has been read by now.
  writeFileSync(path, CONTENT.toUpperCase());
  utimesSync(path, atime, mtime);
  await looking;
  expect(told).toEqual([]);
  await look();
  expect(told).toEqual([{ path, fate: 'changed' }]);
});
