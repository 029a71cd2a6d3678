import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Image } from '../images/manifest.ts';
import { missingImages } from '../images/packed-files.ts';
import { Commands } from '../process/commands.ts';
import { imageEntry } from '../testing/image-entry.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { storeImage } from './store-image.ts';

const commands = new Commands();
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');
const entry = (sum: string): Image => imageEntry('a', { path: 'fetched/a.vhd', sha256: sum });

test('an image is stored compressed when its content is the expected one', async () => {
  const folder = temporaryFolder();
  const content = Buffer.alloc(3_000_000, 'data and zeros\0\0\0');
  writeFileSync(join(folder, 'packed'), content);
  const image = entry(sha256(content));
  expect(missingImages(folder, [image])).toEqual([image]);
  expect(await storeImage(commands, folder, image, ['cat', join(folder, 'packed')])).toBeUndefined();
  expect(brotliDecompressSync(readFileSync(join(folder, 'fetched/a.vhd.br'))).equals(content)).toBe(true);
  expect(readdirSync(join(folder, 'fetched'))).toEqual(['a.vhd.br']);
  expect(missingImages(folder, [image])).toEqual([]);
});

test('another content is not stored, and both hashes are named', async () => {
  const folder = temporaryFolder();
  const error = await storeImage(commands, folder, entry('ff'), ['echo', 'other']);
  expect(error).toBe(`a.vhd: sha256 is ${sha256('other\n')}, but fixtures/manifest.json says ff; not stored`);
  expect(readdirSync(join(folder, 'fetched'))).toEqual([]);
});

test.each([
  ['fails', ['sh', '-c', 'echo other; exit 3'], 'a.vhd: sh failed with exit code 3'],
  ['is missing', ['/nonexistent/bzip2'], 'a.vhd: spawn /nonexistent/bzip2 ENOENT'],
] as const)('nothing is stored when the unpacker %s', async (_name, argv, line) => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'fetched'));
  expect(await storeImage(commands, folder, entry(sha256('other\n')), argv)).toBe(line);
  expect(existsSync(join(folder, 'fetched/a.vhd.br'))).toBe(false);
  expect(readdirSync(join(folder, 'fetched'))).toEqual([]);
});

test('what is not stored yet bears a name that the next run sweeps', async () => {
  const folder = temporaryFolder();
  const [fetched, seen] = [join(folder, 'fetched'), join(folder, 'seen')];
  const untilThere = 'until ls -A "$1" | grep . > "$2"; do sleep 0.01; done; echo other';
  const unpacker = ['sh', '-c', untilThere, 'sh', fetched, seen] as const;
  expect(await storeImage(commands, folder, entry(sha256('other\n')), [...unpacker])).toBeUndefined();
  expect(readFileSync(seen, 'utf8')).toBe(`.staging-${process.pid}-a.vhd.br\n`);
});
