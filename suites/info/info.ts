import { imageRows } from '../../helpers/images/image-rows.ts';
import { renderedTypes } from '../../helpers/pipeline/compose-rows.ts';
import type { Suite } from '../../helpers/pipeline/row.ts';

/** Named after the program: it is by these names that others read them. */
const types = renderedTypes('qemu-img', { human: 'info-text', json: 'info-json' });

export const suite: Suite = {
  command: 'info',
  outputTypes: Object.values(types),
  rows: await imageRows('info', types, [
    { target: 'raw', operation: (image, output) => ({ op: 'info', ...image, output }) },
  ]),
};
