import { infoType } from '../../helpers/pipeline/compose-rows.ts';
import type { Operation } from '../../helpers/pipeline/operation.ts';
import type { Row, Step, Suite } from '../../helpers/pipeline/row.ts';
import { type BitmapCase, type BitmapRequest, cases, OPTIONS, SIZE } from './bitmap.cases.ts';

const infoJson = infoType('bitmap');
const image = { file: 'image.qcow2', format: 'qcow2' } as const;

const fixture = (name: string, operation: Operation): Step => ({ name, role: 'fixture', operation });
const asked = (request: BitmapRequest): Operation => ({ op: 'bitmap', ...image, ...request });

function rowOf({ name, size = SIZE, before, seed, request }: BitmapCase): Row {
  const seeding = seed === undefined ? [] : [fixture('seed', { op: 'write', ...image, commands: [seed] })];
  return {
    suite: 'bitmap',
    target: image.format,
    stem: name,
    title: name,
    parameters: {
      size_str: size,
      options: OPTIONS,
      before: before.map((one) => ({ ...one })),
      seed: seed ?? null,
      request: { ...request },
    },
    files: { [image.file]: '$FILENAME' },
    steps: [
      fixture('create', { op: 'create', ...image, size, options: OPTIONS }),
      ...before.map((one, at) => fixture(`before_${at + 1}`, asked(one))),
      ...seeding,
      { name: 'bitmap', role: 'subject', operation: asked(request) },
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

export const suite: Suite = { command: 'bitmap', outputTypes: [infoJson], rows: cases.map(rowOf) };
