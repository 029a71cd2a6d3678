import { imageRows } from '../../helpers/images/image-rows.ts';
import { renderedTypes } from '../../helpers/pipeline/compose-rows.ts';
import type { Suite } from '../../helpers/pipeline/row.ts';

const types = renderedTypes('check', { human: 'text', json: 'info-json' });

export const suite: Suite = {
  command: 'check',
  outputTypes: Object.values(types),
  rows: await imageRows('check', types, [
    { target: 'raw', operation: (image, output) => ({ op: 'check', ...image, output }) },
  ]),
};
