import { type ImageInput, imageInputs } from '../../helpers/images/image-inputs.ts';
import { infoType } from '../../helpers/pipeline/compose-rows.ts';
import { formatOf } from '../../helpers/pipeline/formats.ts';
import type { Row, Suite } from '../../helpers/pipeline/row.ts';
import { type ConvertCase, cases, FOR_UNSAFE } from './convert.cases.ts';

const infoJson = infoType('convert');
const inputs = await imageInputs('convert');

function inputOf(id: string): ImageInput {
  const input = inputs.find(({ image }) => image.id === id);
  if (!input) throw new Error(`suites/convert: the manifest has no image ${id}`);
  return input;
}

function unsafeCase({ image }: ImageInput): ConvertCase {
  return { source: image.id, target: FOR_UNSAFE, suffix: 'plain', compress: false, options: [] };
}

function rowOf({ source, target, suffix, compress, options }: ConvertCase): Row {
  const { image, file, reads } = inputOf(source);
  const output = `output.${target}`;
  const stem = `${source}__${suffix}`;
  return {
    suite: 'convert',
    target,
    stem,
    title: stem,
    parameters: { image: source, target_format: target, compress, options },
    files: {
      ...Object.fromEntries(Object.keys(reads.files).map((name) => [name, null])),
      [output]: '$FILENAME',
    },
    image: reads.image,
    steps: [
      {
        name: 'convert',
        role: 'subject',
        operation: {
          op: 'convert',
          input: file,
          inputFormat: formatOf(image.format),
          output,
          outputFormat: target,
          options,
          compress,
        },
      },
      {
        name: 'info',
        role: 'observe',
        operation: { op: 'info', file: output, holds: target, output: 'json' },
      },
    ],
    outputs: [{ type: infoJson, step: 'info' }],
    produces: [{ file: output, format: target, ...(compress && { compressed: true }) }],
    sameContent: [{ file: output, format: target, as: { file, holds: formatOf(image.format) } }],
    onRejection: { kind: 'reject too' },
  };
}

export const suite: Suite = {
  command: 'convert',
  outputTypes: [infoJson],
  rows: [...cases, ...inputs.filter(({ reads }) => reads.image.safety !== 'safe').map(unsafeCase)].map(rowOf),
};
