import { infoType } from '../../helpers/pipeline/compose-rows.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
import { type AmendCase, cases, SIZE } from './amend.cases.ts';

const infoJson = infoType('amend');
const image = { file: 'image.qcow2', format: 'qcow2' } as const;

function rowOf({ name, created, amended }: AmendCase): Row {
  return {
    suite: 'amend',
    target: image.format,
    stem: name,
    title: name,
    parameters: { create_opts: created, amend_opts: amended },
    files: { [image.file]: '$FILENAME' },
    steps: [
      {
        name: 'create',
        role: 'fixture',
        operation: { op: 'create', ...image, size: SIZE, options: [created] },
      },
      { name: 'amend', role: 'subject', operation: { op: 'amend', ...image, options: [amended] } },
      {
        name: 'info',
        role: 'observe',
        operation: { op: 'info', file: image.file, holds: image.format, output: 'json' },
      },
    ],
    outputs: [{ type: infoJson, step: 'info' }],
    produces: [image],
    onRejection: { kind: 'reject too' },
  };
}

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [made] = operationsBy(steps, 'fixture');
  const [changed] = operationsBy(steps, 'subject');
  if (made?.op !== 'create' || changed?.op !== 'amend') return undefined;
  const [created = '', amended = ''] = [made.options[0], changed.options[0]];
  const entry: AmendCase = { name: `${created}-to-${amended}`, created, amended };
  return { entry, row: rowOf(entry) };
}

export const suite: Suite = { command: 'amend', outputTypes: [infoJson], rows: cases.map(rowOf), entryOf };
