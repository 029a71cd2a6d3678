import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary.ts';
import { makeWorkplace, removeWorkplace, strayFiles } from './workplace.ts';

test('what a program leaves beside its own files is found, wherever it may write', () => {
  const place = makeWorkplace(temporaryFolder(), { 'image.raw': '$FILENAME' });
  for (const path of ['work/image.raw', 'work/other', 'home/.cache', 'tmp/x', 'up']) {
    writeFileSync(join(place.top, path), '');
  }
  expect(place.env).toEqual({ HOME: join(place.top, 'home'), TMPDIR: join(place.top, 'tmp') });
  expect(strayFiles(place)).toEqual(['../up', 'home/.cache', 'tmp/x', 'work/other']);
  removeWorkplace(place);
  expect(existsSync(place.top)).toBe(false);
});

test('every workplace is its own', () => {
  const scratch = temporaryFolder();
  expect(makeWorkplace(scratch, {}).top).not.toBe(makeWorkplace(scratch, {}).top);
});
