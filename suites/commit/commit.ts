import { infoType, rowsByFormat } from '../../helpers/pipeline/compose-rows.ts';
import type { Format } from '../../helpers/pipeline/formats.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
import { type CommitCase, cases } from './commit.cases.ts';

const overlayJson = infoType('commit-overlay');
const backingJson = infoType('commit-backing');

function rowOf(format: Format, { name, size, explicitBase, seed }: CommitCase): Row {
  const base = `base.${format}`;
  const overlay = `overlay.${format}`;
  const backing = [`backing_file=${base}`, `backing_fmt=${format}`];
  const seeding: Step[] =
    seed === undefined
      ? []
      : [
          {
            name: 'seed',
            role: 'fixture',
            operation: { op: 'write', format, file: overlay, commands: [seed] },
          },
        ];
  return {
    suite: 'commit',
    target: format,
    stem: name,
    title: name,
    parameters: { overlay_size: size, explicit_base: explicitBase, seed: seed ?? null },
    files: { [overlay]: '$FILENAME', [base]: '$BASE' },
    steps: [
      { name: 'create', role: 'fixture', operation: { op: 'create', format, file: base, size, options: [] } },
      {
        name: 'create_overlay',
        role: 'fixture',
        operation: { op: 'create', format, file: overlay, size, options: backing },
      },
      ...seeding,
      {
        name: 'commit',
        role: 'subject',
        operation: { op: 'commit', format, file: overlay, base: explicitBase ? base : undefined },
      },
      {
        name: 'overlay_info',
        role: 'observe',
        operation: { op: 'info', file: overlay, holds: format, output: 'json' },
      },
      {
        name: 'backing_info',
        role: 'observe',
        operation: { op: 'info', file: base, holds: format, output: 'json' },
      },
    ],
    outputs: [
      { type: overlayJson, step: 'overlay_info' },
      { type: backingJson, step: 'backing_info' },
    ],
    produces: [
      { file: overlay, format },
      { file: base, format },
    ],
    sameContent: [
      { file: base, format },
      // That of a vmdk cannot be read any more, since the content id of its base has changed.
      ...(format === 'vmdk' ? [] : [{ file: overlay, format }]),
    ],
    roundTrip: true,
    onRejection: { kind: 'reject too' },
  };
}

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [created, , written] = operationsBy(steps, 'fixture');
  const [committed] = operationsBy(steps, 'subject');
  if (created?.op !== 'create' || committed?.op !== 'commit') return undefined;
  const seed = written?.op === 'write' ? written.commands[0] : undefined;
  const base = committed.base === undefined ? 'implicit' : 'explicit';
  const entry: CommitCase = {
    name: [created.size, seed === undefined ? 'empty' : 'seeded', base].join('-'),
    size: created.size,
    explicitBase: base === 'explicit',
    ...(seed !== undefined && { seed }),
  };
  return { list: created.format, entry, row: rowOf(created.format, entry) };
}

export const suite: Suite = {
  command: 'commit',
  outputTypes: [overlayJson, backingJson],
  rows: rowsByFormat(cases, rowOf),
  entryOf,
};
