import { observingRows, type RenderedTypes } from '../pipeline/compose-rows.ts';
import { type Format, formatOf } from '../pipeline/formats.ts';
import type { Json } from '../pipeline/json.ts';
import type { Operation, Rendering } from '../pipeline/operation.ts';
import type { Row } from '../pipeline/row.ts';
import { chainOf, FIXTURES, fileOf, needsOf } from './image-files.ts';
import { type Image, loadManifest } from './manifest.ts';
import { isAsked } from './withheld.ts';

/** What is asked of every image: one command, in its own directory, by the image's file name. */
export interface ImageQuestion {
  readonly operation: (file: string, output: Rendering) => Operation;
  /** what stands behind the image's id in the stem, where an image is asked several things: `__qcow2` */
  readonly suffix?: string;
  /** in meta.json beside `image` */
  readonly parameters?: { readonly [key: string]: Json };
  /** folder of the baselines; the format of the image where it is left out */
  readonly target?: Format;
}

/**
 * The rows of an image-driven suite: every image of the manifest that a reference may read and that is not withheld
 * from the suite, with every question, in every rendering of the command.
 */
export async function imageRows(
  suite: string,
  types: RenderedTypes,
  questions: readonly ImageQuestion[],
  folder = FIXTURES,
): Promise<Row[]> {
  const manifest = await loadManifest(folder);
  const files = (image: Image): Row['files'] =>
    Object.fromEntries(
      chainOf(image, manifest).map((part) => [fileOf(part), part === image ? '$FILENAME' : null]),
    );
  return manifest.images
    .filter((image) => !image.skip_qemu_img && isAsked(image, suite))
    .flatMap((image) =>
      questions.flatMap(({ operation, suffix = '', parameters = {}, target = formatOf(image.format) }) =>
        observingRows(
          {
            suite,
            target,
            stem: `${image.id}${suffix}`,
            parameters: { image: image.id, ...parameters },
            types,
            operation: (output) => operation(fileOf(image), output),
          },
          {
            files: files(image),
            image: { id: image.id, safety: image.safety, needs: needsOf(image, manifest) },
          },
        ),
      ),
    );
}
