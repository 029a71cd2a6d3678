import { infoType, rowsByFormat } from '../../helpers/pipeline/compose-rows.ts';
import type { Format } from '../../helpers/pipeline/formats.ts';
import type { Row, Suite } from '../../helpers/pipeline/row.ts';
import { type CreateCase, cases } from './create.cases.ts';

const infoJson = infoType('create');

function rowOf(format: Format, { name, size, options }: CreateCase): Row {
  const file = `image.${format}`;
  return {
    suite: 'create',
    target: format,
    stem: name,
    title: name,
    parameters: { size_str: size, options },
    files: { [file]: '$FILENAME' },
    steps: [
      { name: 'create', role: 'subject', operation: { op: 'create', format, file, size, options } },
      { name: 'info', role: 'observe', operation: { op: 'info', file, holds: format, output: 'json' } },
    ],
    outputs: [{ type: infoJson, step: 'info' }],
    produces: [{ file, format }],
    // Distributions build qemu-img without some features (5.2.0 exists with and without zstd).
    onRejection:
      options.length > 0
        ? { kind: 'skip', reason: "the release's build does not offer this option" }
        : { kind: 'reject too' },
  };
}

export const suite: Suite = {
  command: 'create',
  outputTypes: [infoJson],
  rows: rowsByFormat(cases, rowOf),
};
