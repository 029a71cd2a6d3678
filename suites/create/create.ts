import { infoType, rowsByFormat } from '../../helpers/pipeline/compose-rows.ts';
import type { Format } from '../../helpers/pipeline/formats.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
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

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [created] = operationsBy(steps, 'subject');
  if (created?.op !== 'create') return undefined;
  const { format, size, options } = created;
  const entry: CreateCase = { name: [size, ...options].join('-'), size, options };
  return { list: format, entry, row: rowOf(format, entry) };
}

export const suite: Suite = {
  command: 'create',
  outputTypes: [infoJson],
  rows: rowsByFormat(cases, rowOf),
  entryOf,
};
