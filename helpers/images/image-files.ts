import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Feature } from '../pipeline/feature.ts';
import type { Image, Manifest } from './manifest.ts';

/** Folder of the manifest and of the packed images. */
export const FIXTURES = fileURLToPath(new URL('../../fixtures', import.meta.url));

/** Name of an image in the directory of a case: by it the members of a chain refer to each other. */
export function fileOf(image: Image): string {
  return basename(image.path);
}

/** An image and what it is backed by, topmost first. */
export function chainOf(image: Image, { images }: Manifest): Image[] {
  const chain = [image];
  for (let below = image.backing; below !== undefined; below = chain.at(-1)?.backing) {
    const part = images.find(({ id }) => id === below);
    if (!part || chain.includes(part)) break;
    chain.push(part);
  }
  return chain;
}

/** What a program has to be built with to read an image down to the end of its chain. */
export function needsOf(image: Image, manifest: Manifest): Feature[] {
  const parts = chainOf(image, manifest);
  return [
    ...new Set(parts.flatMap(({ format, compression }) => [format, ...(compression ? [compression] : [])])),
  ];
}
