import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Image } from '../images/manifest.ts';
import { missingImages } from '../images/packed-files.ts';
import { imageEntry } from '../testing/image-entry.ts';
import { makeContext } from '../testing/provision-context.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import type { Context } from './context.ts';
import { storeImage } from './store-image.ts';

/** What an image is stored with; the folder is that of the fixtures. */
const contextOf = (folder: string): Context => ({ ...makeContext(folder), fixtures: folder });
const finished = (folder: string) =>
  readdirSync(join(folder, 'fetched')).filter((name) => !name.startsWith('.staging-'));
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const entry = (sum: string): Image => imageEntry('a', { path: 'fetched/a.vhd', sha256: sum });

test('an image is stored compressed when its content is the expected one', async () => {
  const folder = temporaryFolder();
  const content = Buffer.alloc(3_000_000, 'data and zeros\0\0\0');
  writeFileSync(join(folder, 'packed'), content);
  const image = entry(sha256(content));
  expect(missingImages(folder, [image])).toEqual([image]);
  expect(await storeImage(contextOf(folder), image, ['cat', join(folder, 'packed')])).toBeUndefined();
  expect(brotliDecompressSync(readFileSync(join(folder, 'fetched/a.vhd.br'))).equals(content)).toBe(true);
  expect(finished(folder)).toEqual(['a.vhd.br']);
  expect(missingImages(folder, [image])).toEqual([]);
});

test('another content is not stored, and both hashes are named', async () => {
  const folder = temporaryFolder();
  const error = await storeImage(contextOf(folder), entry('ff'), ['echo', 'other']);
  expect(error).toBe(`a.vhd: sha256 is ${sha256('other\n')}, but fixtures/manifest.json says ff; not stored`);
  expect(finished(folder)).toEqual([]);
});

test.each([
  ['fails', ['sh', '-c', 'echo other; exit 3'], 'a.vhd: sh failed with exit code 3'],
  ['is missing', ['/nonexistent/bzip2'], 'a.vhd: spawn /nonexistent/bzip2 ENOENT'],
] as const)('nothing is stored when the unpacker %s', async (_name, argv, line) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'fetched'));
  expect(await storeImage(contextOf(folder), entry(sha256('other\n')), argv)).toBe(line);
  expect(existsSync(join(folder, 'fetched/a.vhd.br'))).toBe(false);
  expect(finished(folder)).toEqual([]);
});

test('what is not stored yet lies in a staging, which goes with the run', async () => {
  const folder = temporaryFolder();
  const [fetched, seen] = [join(folder, 'fetched'), join(folder, 'seen')];
  const untilThere = 'until ls -A "$1"/.staging-* | grep . > "$2"; do sleep 0.01; done; echo other';
  const unpacker = ['sh', '-c', untilThere, 'sh', fetched, seen] as const;
  const context = contextOf(folder);
  expect(await storeImage(context, entry(sha256('other\n')), [...unpacker])).toBeUndefined();
  expect(readFileSync(seen, 'utf8')).toBe('a.vhd.br\n');
  await context.stagings.remove();
  expect(readdirSync(fetched)).toEqual(['a.vhd.br']);
});
