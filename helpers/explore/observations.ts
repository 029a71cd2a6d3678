import type { Format } from '../pipeline/formats.ts';
import type { FoundImage, Operation, Rendering } from '../pipeline/operation.ts';
import { RENDERINGS } from '../pipeline/operation.ts';
import { chosen, chosenSome, type StepChoice } from './choices.ts';
import { type MadeImage, withoutRepeats } from './images.ts';
import { READ_WHOLE, sizesToTry, writeSize } from './sizes.ts';
import type { OperationName, Tables } from './tables.ts';

/** What a step asks about the images that there are; undefined where there is none that it could ask about. */
export function lookAt(
  command: OperationName,
  step: StepChoice,
  images: readonly MadeImage[],
  tables: Tables,
): Operation | undefined {
  const output = chosen<Rendering>([...RENDERINGS].reverse(), step.form);
  if (command === 'measure') return measure(step, images, tables, output);
  const readable = images.filter(
    ({ size }) => command === 'info' || command === 'check' || size <= READ_WHOLE,
  );
  const image = readable[step.image % Math.max(1, readable.length)];
  if (!image) return undefined;
  const { file, format } = image;
  switch (command) {
    case 'info':
      // Of random ids only the JSON says which they are.
      return { op: 'info', file, holds: format, output: 'json' };
    case 'map':
      return { op: 'map', file, holds: format, output };
    case 'check':
      return { op: 'check', file, format, output };
    case 'compare': {
      const other = chosen(readable, step.other);
      return { op: 'compare', a: { file, format }, b: { file: other.file, format: other.format } };
    }
    default:
      return undefined;
  }
}

function foundImage({ file, format }: MadeImage): FoundImage {
  return { file, holds: format };
}

function measure(
  { image, size, options, format, form }: StepChoice,
  images: readonly MadeImage[],
  tables: Tables,
  output: Rendering,
): Operation {
  const target = chosen<Format>(tables.formats.measure ?? ['raw'], format);
  const asked = withoutRepeats(chosenSome(tables.options[target] ?? [], options));
  const readable = images.filter(({ size: bytes }) => bytes <= READ_WHOLE);
  const isOfFile = readable.length > 0 && form % 4 > 1;
  return {
    op: 'measure',
    target,
    options: asked,
    output,
    input: isOfFile
      ? foundImage(chosen(readable, image))
      : { size: writeSize(chosen(sizesToTry(tables.sizes), size)) },
  };
}
