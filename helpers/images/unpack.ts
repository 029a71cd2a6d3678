import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { fillAtomically } from '../files/atomic.ts';
import { sideBySide } from '../process/side-by-side.ts';
import type { Image, Manifest } from './manifest.ts';
import { FOLDERS, isFetched, packedFile } from './packed-files.ts';
import { SparseWriter } from './sparse-writer.ts';

export type UnpackedImage =
  | { readonly id: string; readonly status: 'ready'; readonly path: string }
  /** not there: its cases are skipped with the reason */
  | { readonly id: string; readonly status: 'missing'; readonly reason: string }
  /** there, but not the bytes of the manifest: its cases fail with the reason */
  | { readonly id: string; readonly status: 'drift'; readonly reason: string };

/** Brotli decoders hold a window of up to 16 MiB each; more than a few at a time gain nothing on common machines. */
const AT_ONCE = 4;
const CHUNK = 256 * 1024;

/**
 * Unpacks images to `<destination>/<path>`, sparse and read-only, and checks each against its sha256. An image whose
 * backing chain is not complete is not ready either. The answers come in the manifest's order.
 *
 * @param isTrusted whether what lies at the destination already was unpacked there: only what is whole is put there
 */
export async function unpackImages(
  manifest: Manifest,
  folder: string,
  destination: string,
  isTrusted = false,
): Promise<UnpackedImage[]> {
  const unpacked = await sideBySide(manifest.images, AT_ONCE, async (image): Promise<UnpackedImage> => {
    const path = join(destination, image.path);
    const isThere = isTrusted && existsSync(path);
    return isThere ? { id: image.id, status: 'ready', path } : unpackImage(image, folder, destination);
  });
  const results = new Map(unpacked.map((result) => [result.id, result]));
  const byId = new Map(manifest.images.map((image) => [image.id, image]));
  return manifest.images.map((image) => withChain(image, byId, results));
}

/** Unpacks one image, as `unpackImages` does, whatever it is backed by. */
export async function unpackImage(image: Image, folder: string, destination: string): Promise<UnpackedImage> {
  const { id } = image;
  const packed = packedFile(folder, image);
  const path = join(destination, image.path);
  await mkdir(dirname(path), { recursive: true });
  try {
    const isRight = (sum: string) => sum === image.sha256;
    const sha256 = await fillAtomically(path, (temporary) => unpackFile(packed, temporary), isRight);
    if (isRight(sha256)) return { id, status: 'ready', path };
    const reason = `${packed} unpacks to sha256 ${sha256}, the manifest says ${image.sha256}`;
    return { id, status: 'drift', reason };
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOENT') return { id, status: 'missing', reason: howToGet(image, packed) };
    // Bytes that brotli cannot read are as wrong as bytes with another sha256; anything else (no space) is not.
    if (isBrotliError(code)) {
      const reason = `${packed} cannot be unpacked (${code}), the manifest says sha256 ${image.sha256}`;
      return { id, status: 'drift', reason };
    }
    throw cause;
  }
}

/** Node 20: `ERR__ERROR_FORMAT_...` for bad data, `Z_BUF_ERROR` for a file that was cut off. */
function isBrotliError(code: string): boolean {
  return code.startsWith('ERR__ERROR') || code.startsWith('Z_');
}

function howToGet(image: Image, packed: string): string {
  return isFetched(image)
    ? `${image.id} is not here: npm run provision fetches it (${image.source ?? 'no source stated'})`
    : `${packed} is not here: git checkout restores it (npm run provision fetches only ${FOLDERS.fetched}/)`;
}

async function unpackFile(packed: string, target: string): Promise<string> {
  const hash = createHash('sha256');
  // Opened first, so that a missing source leaves no empty target behind.
  const source = await open(packed, 'r');
  try {
    const file = await open(target, 'wx', 0o600);
    try {
      const writer = new SparseWriter(file);
      await pipeline(
        createReadStream('', { fd: source, autoClose: false, highWaterMark: CHUNK }),
        createBrotliDecompress({ chunkSize: CHUNK }),
        async (chunks: AsyncIterable<Buffer>) => {
          for await (const chunk of chunks) {
            hash.update(chunk);
            await writer.write(chunk);
          }
        },
      );
      await writer.end();
      await file.chmod(0o444);
    } finally {
      await file.close();
    }
  } finally {
    await source.close();
  }
  return hash.digest('hex');
}

/** A chain is as good as its worst part. */
function withChain(
  image: Image,
  byId: ReadonlyMap<string, Image>,
  results: ReadonlyMap<string, UnpackedImage>,
): UnpackedImage {
  const { id } = image;
  const own = results.get(id);
  if (own === undefined) throw new Error(`${id} was not unpacked`);
  if (own.status !== 'ready') return own;
  for (let below = image.backing; below !== undefined; below = byId.get(below)?.backing) {
    const result = results.get(below);
    // A list without the base, e.g. one that was restricted to a safety.
    if (result === undefined) {
      return { id, status: 'missing', reason: `backing image ${below} is not among the chosen images` };
    }
    if (result.status !== 'ready') {
      return { id, status: result.status, reason: `backing image ${below}: ${result.reason}` };
    }
  }
  return own;
}
