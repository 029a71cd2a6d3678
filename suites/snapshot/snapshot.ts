import type { Operation } from '../../helpers/pipeline/operation.ts';
import type { OutputType, Row, Step, Suite } from '../../helpers/pipeline/row.ts';
import { cases, type ListCase, listed, SIZE, type SnapshotCase } from './snapshot.cases.ts';

const list: OutputType = {
  name: 'snapshot-list-human',
  comparison: 'snapshot-list',
  profileStem: 'case',
};
const image = { file: 'image.qcow2', format: 'qcow2' } as const;

const fixture = (name: string, operation: Operation): Step => ({ name, role: 'fixture', operation });

function rowOf({ name, options = [], before, action, left = [] }: ListCase & Partial<SnapshotCase>): Row {
  return {
    suite: 'snapshot',
    target: image.format,
    stem: name,
    title: name,
    parameters: {
      size_str: SIZE,
      options,
      before: before.map((one) => ({ ...one })),
      action: action ? { ...action } : 'list',
    },
    files: { [image.file]: '$FILENAME' },
    steps: [
      fixture('create', { op: 'create', ...image, size: SIZE, options }),
      ...before.map((one, at) => fixture(`before_${at + 1}`, operationOf(one))),
      ...(action
        ? [{ name: 'snapshot', role: 'subject', operation: { op: 'snapshot', ...image, action } } as const]
        : []),
      { name: 'list', role: 'observe', operation: { op: 'snapshot', ...image, action: 'list' } },
    ],
    outputs: [{ type: list, step: 'list' }],
    produces: action ? [image] : [],
    ...(action && { sameContent: [image, ...left.map((snapshot) => ({ ...image, snapshot }))] }),
    onRejection: { kind: 'reject too' },
  };
}

function operationOf(one: ListCase['before'][number]): Operation {
  return 'snapshot' in one
    ? { op: 'snapshot', ...image, action: { create: one.snapshot } }
    : { op: 'write', ...image, commands: [one.write] };
}

export const suite: Suite = {
  command: 'snapshot',
  outputTypes: [list],
  rows: [...cases, ...listed].map(rowOf),
};
