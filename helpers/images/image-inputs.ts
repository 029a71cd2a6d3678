import type { Row } from '../pipeline/row.ts';
import { chainOf, FIXTURES, fileOf, needsOf } from './image-files.ts';
import { type Image, loadManifest, type Manifest } from './manifest.ts';
import { isAsked } from './withheld.ts';

/** An image fixture as rows read it. */
export interface ImageInput {
  readonly image: Image;
  /** its name in the case's directory */
  readonly file: string;
  readonly reads: Required<Pick<Row, 'files' | 'image'>>;
}

/**
 * Every image of the manifest that a reference may read and that is not withheld from a suite.
 *
 * @param folder of the manifest
 */
export async function imageInputs(suite: string, folder: string = FIXTURES): Promise<ImageInput[]> {
  const manifest = await loadManifest(folder);
  return manifest.images
    .filter((image) => !image.skip_qemu_img && isAsked(image, suite))
    .map((image) => inputOf(image, manifest));
}

/** Two image fixtures side by side. @param other whose files have no placeholders */
export function beside(one: ImageInput, other: ImageInput): ImageInput {
  const files = Object.keys(other.reads.files).map((file) => [file, null] as const);
  const { image } = one.reads;
  const needs = [...new Set([...image.needs, ...other.reads.image.needs])];
  return {
    ...one,
    reads: {
      files: { ...Object.fromEntries(files), ...one.reads.files },
      image: { ...image, beside: other.image.id, needs },
    },
  };
}

function inputOf(image: Image, manifest: Manifest): ImageInput {
  const files = chainOf(image, manifest).map((part) => [
    fileOf(part),
    part === image ? ('$FILENAME' as const) : null,
  ]);
  return {
    image,
    file: fileOf(image),
    reads: {
      files: Object.fromEntries(files),
      image: { id: image.id, safety: image.safety, needs: needsOf(image, manifest) },
    },
  };
}
