import { imageRows } from '../../helpers/images/image-rows.ts';
import { observingRows, renderedTypes } from '../../helpers/pipeline/compose-rows.ts';
import type { Format } from '../../helpers/pipeline/formats.ts';
import type { FoundImage, Rendering } from '../../helpers/pipeline/operation.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
import { cases, IMAGE_TARGETS, type MeasureCase } from './measure.cases.ts';

const types = renderedTypes('measure', { human: 'text', json: 'json-text' });

function sizeRows({ name, size, target, options }: MeasureCase): Row[] {
  return observingRows({
    suite: 'measure',
    target: '_size',
    stem: name,
    parameters: { size_str: size, target_format: target, options },
    types,
    operation: (output) => ({ op: 'measure', input: { size }, target, options, output }),
  });
}

const imageQuestion = (target: Format) => ({
  suffix: `__${target}`,
  parameters: { target_format: target, options: [] },
  operation: (input: FoundImage, output: Rendering) =>
    ({ op: 'measure', input, target, options: [], output }) as const,
});

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [measured] = operationsBy(steps, 'observe');
  if (measured?.op !== 'measure' || !('size' in measured.input)) return undefined;
  const { target, options, output } = measured;
  const { size } = measured.input;
  const entry: MeasureCase = { name: [size, target, ...options].join('-'), size, target, options };
  const row = sizeRows(entry).find(({ title }) => title.endsWith(` ${output}`));
  return row && { entry, row };
}

export const suite: Suite = {
  command: 'measure',
  outputTypes: Object.values(types),
  rows: [
    ...cases.flatMap(sizeRows),
    ...(await imageRows('measure', types, IMAGE_TARGETS.map(imageQuestion))),
  ],
  entryOf,
};
