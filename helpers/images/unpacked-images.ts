import { dirname, join } from 'node:path';
import { GONE, stampOf } from '../files/look.ts';
import { removeTree } from '../files/remove-tree.ts';
import { CANARY_SHA256, writeCanary } from './canary.ts';
import { chainOf, fileOf } from './image-files.ts';
import { loadManifest } from './manifest.ts';
import { unpackImage, unpackImages } from './unpack.ts';

/** Name of the folder of unpacked images in the scratch directory of a suite. */
export const UNPACKED = 'images';

/** An unpacked image with what it is backed by, or why there is none. */
export type ImageFixture =
  /** paths; a chain's members keep their names, by which they refer to each other */
  | {
      readonly files: readonly string[];
      /** what the manifest says of each, by the name of its file */
      readonly sums: ReadonlyMap<string, string>;
    }
  | { readonly missing: string }
  /** it is not the image that the baselines were recorded with */
  | { readonly drift: string };

/** All image fixtures of a row as one, or what is wrong with the first that is not right. */
export async function imageFixture(
  ids: readonly string[],
  image: (id: string) => Promise<ImageFixture>,
): Promise<ImageFixture> {
  const files = new Set<string>();
  const sums = new Map<string, string>();
  for (const id of ids) {
    const one = await image(id);
    if (!('files' in one)) return one;
    for (const file of one.files) files.add(file);
    for (const [name, sum] of one.sums) sums.set(name, sum);
  }
  return { files: [...files], sums };
}

/** A file that was unpacked. */
export interface Original {
  readonly sha256: string;
  /** as it was left (stampOf) */
  readonly stamp: string;
}

/** Image fixtures as they lie in scratch: all that are wanted are unpacked, side by side, when the first is asked for. */
export interface UnpackedImages {
  /** looks an image up by its id */
  readonly image: (id: string) => Promise<ImageFixture>;
  /** files that were unpacked, by their paths; none before the first is asked for */
  readonly originals: () => ReadonlyMap<string, Original>;
  /** folders that they lie in, each before what it holds; none as long as there are no originals */
  readonly folders: () => readonly string[];
  /** unpacks one of these again */
  readonly restore: (path: string) => Promise<void>;
}

/** Where images are unpacked. */
export interface Site {
  /** of the manifest and the packed images */
  readonly fixtures: string;
  /** in which the workplaces are made */
  readonly scratch: string;
  /**
   * folder that they are unpacked into for all suites of a run, each once; where it is left out, they are in `scratch`,
   * and no other suite's candidate comes near them
   */
  readonly shared?: string | undefined;
}

/** @param ids those that may be asked for; what they are backed by comes with them */
export function unpackedImages(ids: readonly string[], site: Site): UnpackedImages {
  const originals = new Map<string, Restorable>();
  const folders = new Set<string>();
  let unpacking: Promise<(id: string) => ImageFixture> | undefined;
  return {
    image: async (id) => {
      unpacking ??= unpackAll(new Set(ids), site, { originals, folders });
      return (await unpacking)(id);
    },
    originals: () => originals,
    folders: () => [...folders],
    restore: async (path) => {
      removeTree(path);
      await originals.get(path)?.restore();
    },
  };
}

interface Restorable extends Original {
  readonly restore: () => Promise<unknown>;
}

/** What there is when all are unpacked. */
interface Unpacked {
  readonly originals: Map<string, Restorable>;
  readonly folders: Set<string>;
}

async function unpackAll(
  wanted: ReadonlySet<string>,
  { fixtures, scratch, shared }: Site,
  { originals, folders }: Unpacked,
): Promise<(id: string) => ImageFixture> {
  const manifest = await loadManifest(fixtures);
  const destination = shared ?? join(scratch, UNPACKED);
  const needed = new Set(
    manifest.images.filter(({ id }) => wanted.has(id)).flatMap((image) => chainOf(image, manifest)),
  );
  const images = manifest.images.filter((image) => needed.has(image));
  const unpacked = await unpackImages({ ...manifest, images }, fixtures, destination, shared !== undefined);
  const byId = new Map(unpacked.map((image) => [image.id, image]));
  const paths = new Map(
    unpacked.flatMap((image) => (image.status === 'ready' ? [[image.id, image.path]] : [])),
  );
  for (const image of images) {
    const path = join(destination, image.path);
    // Also for one that is not there a folder was made.
    for (const folder of foldersAbove(path, shared ?? scratch)) folders.add(folder);
    const stamp = stampOf(path);
    const restore = () => unpackImage(image, fixtures, destination);
    if (stamp !== GONE) originals.set(path, { sha256: image.sha256, stamp, restore });
  }
  if (images.some(({ safety }) => safety !== 'safe')) {
    const path = writeCanary(scratch);
    const restore = async () => writeCanary(scratch);
    originals.set(path, { sha256: CANARY_SHA256, stamp: stampOf(path), restore });
  }
  return (id) => {
    const image = byId.get(id);
    if (image?.status !== 'ready') {
      const reason = image?.reason ?? `the manifest has no image ${id}`;
      return image?.status === 'drift' ? { drift: reason } : { missing: reason };
    }
    const chain = images.flatMap((entry) => (entry.id === id ? chainOf(entry, manifest) : []));
    return {
      files: chain.flatMap((part) => paths.get(part.id) ?? []),
      sums: new Map(chain.map((part) => [fileOf(part), part.sha256])),
    };
  };
}

/** The folders that a path lies in, from below the scratch directory of the suite on. */
function foldersAbove(path: string, scratch: string): string[] {
  const folder = dirname(path);
  return folder === scratch ? [] : [...foldersAbove(folder, scratch), folder];
}
