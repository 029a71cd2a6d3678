import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { imagePath, missingImages, readWantedImages, storeImage, wantedImages } from './images.ts';

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'images-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

test('the manifest says which images are fetched', async () => {
  const images = [
    { id: 'a', path: 'fetched/a.vhd', sha256: 'AB' },
    { id: 'b', path: 'images/b.qcow2.br', sha256: 'cd' },
  ];
  expect(wantedImages(JSON.stringify({ images }))).toEqual([{ file: 'a.vhd', sha256: 'ab' }]);
  expect(await readWantedImages(scratch())).toEqual([]);
});

test('a manifest that is no JSON is one clear line', async () => {
  const folder = scratch();
  writeFileSync(join(folder, 'manifest.json'), '{');
  await expect(readWantedImages(folder)).rejects.toThrow(/^.*manifest\.json cannot be read: /);
});

test('an image is stored compressed when its content is the expected one', async () => {
  const folder = scratch();
  const content = Buffer.alloc(3_000_000, 'data and zeros\0\0\0');
  writeFileSync(join(folder, 'packed'), content);
  const image = { file: 'a.vhd', sha256: sha256(content) };
  expect(missingImages(folder, [image])).toEqual([image]);
  expect(await storeImage(folder, image, ['cat', join(folder, 'packed')])).toBeUndefined();
  expect(brotliDecompressSync(readFileSync(imagePath(folder, 'a.vhd'))).equals(content)).toBe(true);
  expect(readdirSync(join(folder, 'fetched'))).toEqual(['a.vhd.br']);
  expect(missingImages(folder, [image])).toEqual([]);
});

test('another content is not stored, and both hashes are named', async () => {
  const folder = scratch();
  const error = await storeImage(folder, { file: 'a.vhd', sha256: 'ff' }, ['echo', 'other']);
  expect(error).toBe(`a.vhd: sha256 is ${sha256('other\n')}, but fixtures/manifest.json says ff; not stored`);
  expect(readdirSync(join(folder, 'fetched'))).toEqual([]);
});

test.each([
  ['fails', ['sh', '-c', 'echo other; exit 3'], 'a.vhd: sh failed with exit code 3'],
  ['is missing', ['/nonexistent/bzip2'], 'a.vhd: spawn /nonexistent/bzip2 ENOENT'],
] as const)('nothing is stored when the unpacker %s', async (_name, argv, line) => {
  const folder = scratch();
  mkdirSync(join(folder, 'fetched'));
  expect(await storeImage(folder, { file: 'a.vhd', sha256: sha256('other\n') }, argv)).toBe(line);
  expect(existsSync(imagePath(folder, 'a.vhd'))).toBe(false);
  expect(readdirSync(join(folder, 'fetched'))).toEqual([]);
});
