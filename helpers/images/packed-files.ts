import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Image } from './manifest.ts';

/** Appended to an image's path where its compressed bytes are stored. */
const PACKED_SUFFIX = '.br';

/** Folders of images below the fixtures: `tracked` comes with the repository, `fetched` from the provisioner. */
export const FOLDERS = { tracked: 'images', fetched: 'fetched' } as const;

/** Where the packed bytes of an image are, or are to be. */
export function packedFile(folder: string, image: Pick<Image, 'path'>): string {
  return join(folder, `${image.path}${PACKED_SUFFIX}`);
}

/** Whether an image is one that the provisioner fetches. */
export function isFetched(image: Pick<Image, 'path'>): boolean {
  return image.path.startsWith(`${FOLDERS.fetched}/`);
}

/** The images whose packed bytes are not there. */
export function missingImages(folder: string, images: readonly Image[]): Image[] {
  return images.filter((image) => !existsSync(packedFile(folder, image)));
}
