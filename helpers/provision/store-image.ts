import { mkdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fillAtomically } from '../files/atomic.ts';
import { fileOf } from '../images/image-files.ts';
import type { Image } from '../images/manifest.ts';
import { packImage } from '../images/pack.ts';
import { packedFile } from '../images/packed-files.ts';
import type { Context } from './context.ts';

/**
 * Stores what a program writes as the packed bytes of an image, if it is what the manifest says.
 *
 * @returns why it was not stored
 */
export async function storeImage(
  { commands, stagings, fixtures }: Pick<Context, 'commands' | 'stagings' | 'fixtures'>,
  image: Image,
  unpacker: readonly [string, ...string[]],
): Promise<string | undefined> {
  const target = packedFile(fixtures, image);
  await mkdir(dirname(target), { recursive: true });
  const fill = async (temporary: string) => {
    const { stdout, failure } = commands.stream(unpacker);
    const [problem, sha256] = await Promise.all([failure, packImage(stdout, temporary)]);
    if (problem !== undefined) return `${fileOf(image)}: ${problem}`;
    return sha256 === image.sha256 ? undefined : otherBytes(image, sha256);
  };
  const temporary = join(await stagings.create(dirname(target)), basename(target));
  return fillAtomically(target, fill, (problem) => problem === undefined, temporary);
}

function otherBytes(image: Image, sha256: string): string {
  return `${fileOf(image)}: sha256 is ${sha256}, but fixtures/manifest.json says ${image.sha256}; not stored`;
}
