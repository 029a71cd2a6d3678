import { join } from 'node:path';
import { fileOf } from '../images/image-files.ts';
import type { Image } from '../images/manifest.ts';
import { FOLDERS, missingImages } from '../images/packed-files.ts';
import { errorLine } from '../text/error-line.ts';
import { plural } from '../text/plural.ts';
import type { Context } from './context.ts';
import { type ImageSource, openImageSource } from './image-source.ts';
import { NoSpace, orNoSpace } from './no-space.ts';
import { complain, megabytes, say } from './report.ts';
import { downloadSamples, findTarball } from './samples.ts';
import { storeImage } from './store-image.ts';
import type { ImageArchive } from './supply.ts';
import { unpackingTool } from './unpacking-tool.ts';

/** What came of fetching images. */
export interface Fetched {
  /** downloaded */
  readonly bytes: number;
  /** whether every image that the archive gave was the one that the manifest means */
  readonly ok: boolean;
}

const NOTHING: Fetched = { bytes: 0, ok: true };

/** Megabytes (2^20 bytes) of the source package with its index, and of all images as they are stored. Measured. */
const OF_DOWNLOAD = 200;
const OF_IMAGES = 5;

/**
 * Fetches images out of the qemu source package, and tells in lines what came of it. Where they cannot be had the
 * suites that read them skip, so that this fails only for bytes that are other than those of the manifest, and for a disk
 * that is full.
 *
 * @param images what is to be had in all
 * @param again whether those that are here are fetched, too
 * @param archive to take them from; undefined where no suite has answered
 */
export async function fetchImages(
  context: Context,
  images: readonly Image[],
  again: boolean,
  archive: ImageArchive | undefined,
): Promise<Fetched> {
  const { commands, binaries, fixtures } = context;
  const wanted = again ? images : missingImages(fixtures, images);
  if (images.length > 0 && wanted.length === 0) say(`have  ${plural(images.length, 'sample image')}`);
  if (wanted.length === 0 || archive === undefined) return NOTHING;
  const { suite } = archive;
  // What is downloaded lies with the releases.
  let folder = binaries;
  try {
    const from = await openImageSource(context, archive);
    const tarball = await findTarball(from);
    const size = `${megabytes(tarball.bytes)}, for ${plural(wanted.length, 'image')}`;
    say(`fetch images: ${tarball.file} of ${suite}, ${size}`);
    const samples = await downloadSamples(from, tarball);
    folder = join(fixtures, FOLDERS.fetched);
    const problems = await storeImages(context, wanted, samples, from, tarball.file);
    for (const problem of problems) complain(`error ${problem}`);
    const stored = wanted.length - problems.length;
    say(`done  ${plural(stored, 'sample image')} in ${join(fixtures, FOLDERS.fetched)}`);
    return { bytes: tarball.bytes, ok: problems.length === 0 };
  } catch (error) {
    const cause = orNoSpace(error, folder, folder === binaries ? OF_DOWNLOAD : OF_IMAGES);
    commands.goOn();
    if (cause instanceof NoSpace && folder === binaries) throw cause;
    complain(`error sample images: ${errorLine(cause)}`);
    return { bytes: 0, ok: !(cause instanceof NoSpace) };
  }
}

/** @returns one line for every image that was not stored */
async function storeImages(
  context: Context,
  wanted: readonly Image[],
  samples: ReadonlyMap<string, string>,
  from: ImageSource,
  tarball: string,
): Promise<string[]> {
  const bzip2 = await unpackingTool('bzip2', from);
  const problems: string[] = [];
  for (const image of wanted) {
    const packed = samples.get(`${fileOf(image)}.bz2`);
    const problem =
      packed === undefined
        ? `${fileOf(image)}: ${tarball} does not contain it`
        : await storeImage(context, image, [bzip2, '-dc', packed]);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}
