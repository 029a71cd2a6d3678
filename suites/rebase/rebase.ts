import { infoType } from '../../helpers/pipeline/compose-rows.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
import { cases, type RebaseCase } from './rebase.cases.ts';

const infoJson = infoType('rebase');
const FORMAT = 'qcow2';
const BASE = `base.${FORMAT}`;
const NEXT = `next.${FORMAT}`;
const OVERLAY = `overlay.${FORMAT}`;

function create(name: string, file: string, size: string, options: readonly string[] = []): Step {
  return { name, role: 'fixture', operation: { op: 'create', format: FORMAT, file, size, options } };
}

function rowOf({ name, overlaySize, newBackingSize, unsafe }: RebaseCase): Row {
  const next = newBackingSize === undefined ? [] : [create('create_next', NEXT, newBackingSize)];
  const backing = newBackingSize === undefined ? undefined : ({ file: NEXT, format: FORMAT } as const);
  return {
    suite: 'rebase',
    target: FORMAT,
    stem: name,
    title: name,
    parameters: {
      overlay_size: overlaySize,
      new_backing_size: newBackingSize ?? null,
      flags: [...(unsafe ? ['-u'] : []), ...(backing ? ['-F', backing.format] : [])],
    },
    files: { [OVERLAY]: '$FILENAME', [BASE]: '$BASE', [NEXT]: '$NEXT' },
    steps: [
      create('create', BASE, overlaySize),
      create('create_overlay', OVERLAY, overlaySize, [`backing_file=${BASE}`, `backing_fmt=${FORMAT}`]),
      ...next,
      {
        name: 'rebase',
        role: 'subject',
        operation: { op: 'rebase', format: FORMAT, file: OVERLAY, backing, unsafe },
      },
      {
        name: 'info',
        role: 'observe',
        operation: { op: 'info', file: OVERLAY, holds: FORMAT, output: 'json' },
      },
    ],
    outputs: [{ type: infoJson, step: 'info' }],
    produces: [{ file: OVERLAY, format: FORMAT }],
    onRejection: { kind: 'reject too' },
  };
}

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [created, , next] = operationsBy(steps, 'fixture');
  const [rebased] = operationsBy(steps, 'subject');
  if (created?.op !== 'create' || rebased?.op !== 'rebase') return undefined;
  const { unsafe } = rebased;
  const newBackingSize = next?.op === 'create' ? next.size : undefined;
  const to = newBackingSize === undefined ? 'detach' : `to-${newBackingSize}`;
  const entry: RebaseCase = {
    name: [created.size, unsafe ? 'unsafe' : 'safe', to].join('-'),
    overlaySize: created.size,
    ...(newBackingSize !== undefined && { newBackingSize }),
    unsafe,
  };
  return { entry, row: rowOf(entry) };
}

export const suite: Suite = { command: 'rebase', outputTypes: [infoJson], rows: cases.map(rowOf), entryOf };
