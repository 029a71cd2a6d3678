import { imageRows } from '../../helpers/images/image-rows.ts';
import { renderedTypes } from '../../helpers/pipeline/compose-rows.ts';
import type { Suite } from '../../helpers/pipeline/row.ts';

const types = renderedTypes('map', { human: 'text', json: 'json-text' });

export const suite: Suite = {
  command: 'map',
  outputTypes: Object.values(types),
  rows: await imageRows('map', types, [{ operation: (image, output) => ({ op: 'map', ...image, output }) }]),
};
