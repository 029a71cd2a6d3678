import { observingRows, type RenderedTypes } from '../pipeline/compose-rows.ts';
import { type Format, formatOf } from '../pipeline/formats.ts';
import type { Json } from '../pipeline/json.ts';
import type { FoundImage, Operation, Rendering } from '../pipeline/operation.ts';
import type { CaseFiles, Row, Step } from '../pipeline/row.ts';
import { beside, type ImageInput, imageInputs } from './image-inputs.ts';

/** What is asked of every image: one command, in its own directory, by the image's file name; what it holds only the case knows. */
export interface ImageQuestion {
  readonly operation: (image: FoundImage, output: Rendering) => Operation;
  /** what stands behind the image's id in the stem, where an image is asked several things: `__qcow2` */
  readonly suffix?: string;
  /** in meta.json beside `image` */
  readonly parameters?: { readonly [key: string]: Json };
  /** folder of the baselines; the format of the image where it is left out */
  readonly target?: Format;
  /** what is made of the image beforehand, and where that lies */
  readonly fixture?: (image: FoundImage) => { readonly steps: readonly Step[]; readonly files: CaseFiles };
  /** another image that it is asked with */
  readonly beside?: ImageInput;
}

/**
 * The rows of an image-driven suite: every image of the manifest that a reference may read and that is not withheld
 * from the suite, with every question, in every rendering of the command.
 *
 * @param questionsOf what is asked of an image; the same of all, where it is a list
 * @param folder of the manifest
 */
export async function imageRows(
  suite: string,
  types: RenderedTypes,
  questionsOf: readonly ImageQuestion[] | ((input: ImageInput) => readonly ImageQuestion[]),
  folder?: string,
): Promise<Row[]> {
  const asked = typeof questionsOf === 'function' ? questionsOf : () => questionsOf;
  return (await imageInputs(suite, folder)).flatMap((input) =>
    asked(input).flatMap((question) => rowsOf(suite, types, input, question)),
  );
}

function rowsOf(suite: string, types: RenderedTypes, input: ImageInput, question: ImageQuestion): Row[] {
  const { operation, suffix = '', parameters = {}, fixture } = question;
  const { image, file, reads } = question.beside ? beside(input, question.beside) : input;
  const found = { file, holds: formatOf(image.format) };
  const made = fixture?.(found);
  return observingRows(
    {
      suite,
      target: question.target ?? formatOf(image.format),
      stem: `${image.id}${suffix}`,
      parameters: { image: image.id, ...parameters },
      types,
      ...(made && { fixture: made.steps }),
      operation: (output) => operation(found, output),
    },
    made ? { ...reads, files: { ...reads.files, ...made.files } } : reads,
  );
}
