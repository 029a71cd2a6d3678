import { type ImageInput, imageInputs } from '../../helpers/images/image-inputs.ts';
import { type ImageQuestion, imageRows } from '../../helpers/images/image-rows.ts';
import { renderedTypes } from '../../helpers/pipeline/compose-rows.ts';
import { formatOf } from '../../helpers/pipeline/formats.ts';
import type { FoundImage } from '../../helpers/pipeline/operation.ts';
import type { Suite } from '../../helpers/pipeline/row.ts';
import { conversionOf, OTHERS } from './compare.cases.ts';

const types = renderedTypes('compare', { human: 'text' });
const inputs = await imageInputs('compare');

function questionsOf({ image }: ImageInput): ImageQuestion[] {
  const itself = question('', 'itself', (one) => one);
  return image.safety === 'safe' ? [itself, withConversion(image.id), withOther(image.id)] : [itself];
}

/** @param other the image that it is compared with */
function question(suffix: string, name: string, other: (one: FoundImage) => FoundImage): ImageQuestion {
  return {
    target: 'raw',
    suffix,
    parameters: { with: name },
    operation: (image) => ({ op: 'compare', a: image, b: other(image) }),
  };
}

function withConversion(id: string): ImageQuestion {
  const format = conversionOf(id);
  const converted = `converted.${format}`;
  return {
    ...question('__converted', `its ${format} conversion`, () => ({ file: converted, holds: format })),
    fixture: ({ file, holds }) => ({
      files: { [converted]: '$NEXT' },
      steps: [
        {
          name: 'convert',
          role: 'fixture',
          operation: {
            op: 'convert',
            input: file,
            inputFormat: holds,
            output: converted,
            outputFormat: format,
            options: [],
            compress: false,
          },
        },
      ],
    }),
  };
}

function withOther(id: string): ImageQuestion {
  const other = inputs.find(({ image }) => image.id === OTHERS.find((one) => one !== id));
  if (!other) throw new Error(`the manifest has none of ${OTHERS.join(', ')}`);
  return {
    ...question('__other', other.image.id, () => ({
      file: other.file,
      holds: formatOf(other.image.format),
    })),
    beside: other,
  };
}

export const suite: Suite = {
  command: 'compare',
  outputTypes: Object.values(types),
  rows: await imageRows('compare', types, questionsOf),
};
