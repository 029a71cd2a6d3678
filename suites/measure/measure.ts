import { chainOf, FIXTURES, fileOf } from '../../helpers/images/image-files.ts';
import { type Image, loadManifest } from '../../helpers/images/manifest.ts';
import { type Format, formatOf } from '../../helpers/pipeline/formats.ts';
import type { Rendering } from '../../helpers/pipeline/operation.ts';
import type { OutputType, Row, Suite } from '../../helpers/pipeline/row.ts';
import { cases, IMAGE_TARGETS, type MeasureCase } from './measure.cases.ts';

const types: Readonly<Record<Rendering, OutputType>> = {
  human: { name: 'measure-human', comparison: 'text', profileStem: 'case' },
  json: { name: 'measure-json', comparison: 'text', profileStem: 'case' },
};

/** One case prints two things, so it is two rows. */
const RENDERINGS: readonly Rendering[] = ['human', 'json'];

function sizeRow({ name, size, target, options }: MeasureCase, output: Rendering): Row {
  return {
    suite: 'measure',
    target: '_size',
    stem: name,
    title: `${name} ${output}`,
    parameters: { size_str: size, target_format: target, options },
    files: {},
    steps: [
      {
        name: 'measure',
        role: 'observe',
        operation: { op: 'measure', input: { size }, target, options, output },
      },
    ],
    outputs: { [types[output].name]: 'measure' },
    produces: [],
    onRejection: 'must reject too',
  };
}

function imageRow(image: Image, target: Format, output: Rendering): Row {
  const file = fileOf(image);
  const { id } = image;
  return {
    suite: 'measure',
    target: formatOf(image.format),
    stem: `${id}__${target}`,
    title: `${id}__${target} ${output}`,
    parameters: { image: id, target_format: target, options: [] },
    files: Object.fromEntries(
      chainOf(image, manifest).map((part) => [fileOf(part), part === image ? '$FILENAME' : null]),
    ),
    steps: [
      {
        name: 'measure',
        role: 'observe',
        operation: { op: 'measure', input: { file }, target, options: [], output },
      },
    ],
    outputs: { [types[output].name]: 'measure' },
    produces: [],
    onRejection: 'must reject too',
    image: { id, safety: image.safety },
  };
}

const manifest = await loadManifest(FIXTURES);

export const suite: Suite = {
  command: 'measure',
  outputTypes: Object.values(types),
  rows: [
    ...cases.flatMap((entry) => RENDERINGS.map((output) => sizeRow(entry, output))),
    ...manifest.images
      .filter((image) => !image.skip_qemu_img)
      .flatMap((image) =>
        IMAGE_TARGETS.flatMap((target) => RENDERINGS.map((output) => imageRow(image, target, output))),
      ),
  ],
};
