import { join } from 'node:path';
import { chainOf } from './image-files.ts';
import { loadManifest } from './manifest.ts';
import { unpackImages } from './unpack.ts';

/** An unpacked image with what it is backed by, or why there is none. */
export type ImageFixture =
  /** paths; a chain's members keep their names, by which they refer to each other */
  | { readonly files: readonly string[] }
  | { readonly missing: string }
  /** it is not the image that the baselines were recorded with */
  | { readonly drift: string };

/**
 * Image fixtures as they lie in scratch: all that are wanted are unpacked, side by side, when the first is asked for.
 *
 * @param ids those that may be asked for; what they are backed by comes with them
 * @param folder of the manifest and the packed images
 * @returns looks an image up by its id
 */
export function unpackedImages(
  ids: readonly string[],
  folder: string,
  scratch: string,
): (id: string) => Promise<ImageFixture> {
  let unpacking: Promise<(id: string) => ImageFixture> | undefined;
  return async (id) => {
    unpacking ??= unpackAll(new Set(ids), folder, scratch);
    return (await unpacking)(id);
  };
}

async function unpackAll(
  wanted: ReadonlySet<string>,
  folder: string,
  scratch: string,
): Promise<(id: string) => ImageFixture> {
  const manifest = await loadManifest(folder);
  const needed = new Set(
    manifest.images.filter(({ id }) => wanted.has(id)).flatMap((image) => chainOf(image, manifest)),
  );
  const images = manifest.images.filter((image) => needed.has(image));
  const unpacked = await unpackImages({ ...manifest, images }, folder, join(scratch, 'images'));
  const byId = new Map(unpacked.map((image) => [image.id, image]));
  const paths = new Map(
    unpacked.flatMap((image) => (image.status === 'ready' ? [[image.id, image.path]] : [])),
  );
  return (id) => {
    const image = byId.get(id);
    if (image?.status !== 'ready') {
      const reason = image?.reason ?? `the manifest has no image ${id}`;
      return image?.status === 'drift' ? { drift: reason } : { missing: reason };
    }
    const chain = images.flatMap((entry) => (entry.id === id ? chainOf(entry, manifest) : []));
    return { files: chain.flatMap((part) => paths.get(part.id) ?? []) };
  };
}
