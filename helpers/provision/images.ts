import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createBrotliCompress } from 'node:zlib';
import { which } from 'zx';
import { mustRun, stream } from '../process/commands.ts';
import { writeLauncher } from './launcher.ts';
import { type AptRoot, closure, download, parseUris, update } from './private-apt.ts';
import { megabytes, plural } from './report.ts';
import { stagingPath } from './staging.ts';
import { findProgram, unpack } from './tree.ts';

/** An image of the manifest that this module is to fetch. */
export interface WantedImage {
  /** name of the unpacked file */
  readonly file: string;
  readonly sha256: string;
}

/** Folder below the fixtures where fetched images are; the manifest's paths begin with it. */
const FETCHED = 'fetched';

/** Where an image is kept: compressed, since one of them is 264 MB of zeros. */
export function imagePath(fixtures: string, file: string): string {
  return join(fixtures, FETCHED, `${file}.br`);
}

/** The images whose manifest entry says that they are fetched. */
export function wantedImages(manifest: string): WantedImage[] {
  const { images } = JSON.parse(manifest) as { images: { path: string; sha256: string }[] };
  const found = images.filter(({ path }) => path.startsWith(`${FETCHED}/`));
  return found.map(({ path, sha256 }) => ({ file: basename(path), sha256: sha256.toLowerCase() }));
}

/** The manifest's fetched images, and none where there is no manifest. */
export async function readWantedImages(fixtures: string): Promise<WantedImage[]> {
  const file = join(fixtures, 'manifest.json');
  if (!existsSync(file)) return [];
  try {
    return wantedImages(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read: ${(error as Error).message}`);
  }
}

/** The images of a list that are not there yet. */
export function missingImages(fixtures: string, images: readonly WantedImage[]): WantedImage[] {
  return images.filter(({ file }) => !existsSync(imagePath(fixtures, file)));
}

export interface ImageSource {
  readonly suite: string;
  /** root with `deb-src` lines of that suite */
  readonly sources: AptRoot;
  /** root with its binary packages, for unpacking tools that the host lacks */
  readonly binaries: AptRoot;
  /** a directory of our own for what is temporary */
  readonly staging: string;
}

/**
 * Fetches images out of the qemu source package, where qemu's own tests keep them as
 * `tests/qemu-iotests/sample_images/<name>.bz2` (made by Hyper-V, Virtual PC, Disk2vhd and VMware among others).
 *
 * @returns the bytes downloaded and one line for every image that could not be stored
 */
export async function fetchImages(
  fixtures: string,
  wanted: readonly WantedImage[],
  from: ImageSource,
  say: (line: string) => void,
): Promise<{ stored: number; bytes: number; errors: string[] }> {
  const { suite, sources, staging } = from;
  const { answered, refused } = await update(sources, [suite]);
  if (answered.length === 0) throw new Error(`no source packages of ${suite}: ${refused.get(suite)}`);
  // --tar-only is the upstream tarball without the packaging; apt checks it against the signed index.
  const source = ['apt-get', ...sources.config, '-qq', '--download-only', '--tar-only', 'source', 'qemu'];
  const [tarball] = parseUris(await mustRun([...source.slice(0, -2), '--print-uris', ...source.slice(-2)]));
  if (!tarball) throw new Error(`${suite} has no source package of qemu`);
  say(
    `fetch images: ${tarball.file} of ${suite}, ${megabytes(tarball.bytes)}, for ${plural(wanted.length, 'image')}`,
  );
  await mustRun(source, staging);
  const xz = await tool('xz', 'xz-utils', from);
  const bzip2 = await tool('bzip2', 'bzip2', from);
  const pattern = '*/tests/qemu-iotests/sample_images/*.bz2';
  const unpackTar = [
    'tar',
    '-x',
    '-f',
    tarball.file,
    '-I',
    xz,
    '--wildcards',
    '--strip-components=4',
    pattern,
  ];
  await mustRun(unpackTar, staging);
  const there = await readdir(staging);
  const errors: string[] = [];
  let stored = 0;
  for (const image of wanted) {
    const packed = `${image.file}.bz2`;
    const error = there.includes(packed)
      ? await storeImage(fixtures, image, [bzip2, '-dc', join(staging, packed)])
      : `${image.file}: ${tarball.file} does not contain it`;
    if (error) errors.push(error);
    else stored += 1;
  }
  return { stored, bytes: tarball.bytes, errors };
}

/**
 * Stores what a program writes as a brotli file, if it is what the manifest says. Nothing is ever held whole.
 * @returns why it was not stored
 */
export async function storeImage(
  fixtures: string,
  image: WantedImage,
  unpacker: readonly [string, ...string[]],
): Promise<string | undefined> {
  const folder = join(fixtures, FETCHED);
  await mkdir(folder, { recursive: true });
  const temporary = stagingPath(folder, `${image.file}.br`);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  // Measured on 264 MB of mostly zeros: qualities 3, 5 and 9 take the same second; 9 leaves 790 bytes.
  const compress = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
  try {
    const { stdout, failure } = stream(unpacker);
    const written = pipeline(stdout, hashing, compress, createWriteStream(temporary));
    const [why] = await Promise.all([failure, written]);
    if (why) return `${image.file}: ${why}`;
    const sha256 = hash.digest('hex');
    if (sha256 !== image.sha256) {
      return `${image.file}: sha256 is ${sha256}, but fixtures/manifest.json says ${image.sha256}; not stored`;
    }
    await rename(temporary, imagePath(fixtures, image.file));
    return undefined;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The host's program, or one out of its package where the host has none. */
async function tool(name: string, packageName: string, from: ImageSource): Promise<string> {
  const own = await which(name, { nothrow: true });
  if (own) return own;
  const root = join(from.staging, 'tools', name);
  const { answered, refused } = await update(from.binaries, [from.suite]);
  if (answered.length === 0) throw new Error(`no ${name} here, and no packages: ${refused.get(from.suite)}`);
  const files = await closure(from.binaries, from.suite, [packageName]);
  const archives = await download(from.binaries, from.suite, [packageName]);
  const tree = await unpack(
    files.map(({ file }) => join(archives, file)),
    root,
  );
  const program = await findProgram(tree, name);
  if (!program) throw new Error(`package ${packageName} has no ${name}`);
  const inside = (path: string) => path.slice(root.length + 1);
  const launcher = join(root, `run-${name}`);
  await writeLauncher(launcher, {
    loader: inside(tree.loader),
    libraries: tree.libraries.map(inside),
    program: inside(program),
  });
  return launcher;
}
