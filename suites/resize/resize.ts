import { infoType, rowsByFormat } from '../../helpers/pipeline/compose-rows.ts';
import type { Format } from '../../helpers/pipeline/formats.ts';
import { operationsBy } from '../../helpers/pipeline/operations-by.ts';
import type { OnRejection, Row, Step, Suite, TableEntry } from '../../helpers/pipeline/row.ts';
import { resizedTo, sizeOf } from '../../helpers/pipeline/size.ts';
import { cases, type ResizeCase } from './resize.cases.ts';

const infoJson = infoType('resize');

/** qemu-img resizes none of these ("Image format driver does not support resize"); another tool may. */
const NEVER_RESIZED: readonly Format[] = ['vhd', 'vhdx', 'vmdk'];

/** A fixed VHD is raw data with this much behind it, which `info` takes for data (no probe for the footer). */
const FIXED_VHD_FOOTER = 512;

function rowOf(format: Format, entry: ResizeCase): Row {
  const { name, start, end, options, preallocation, withoutShrinkFlag } = entry;
  const file = `image.${format}`;
  const startBytes = sizeOf(start);
  const endBytes = resizedTo(startBytes, end);
  const shrink = endBytes < startBytes && !withoutShrinkFlag;
  const footer = options.includes('subformat=fixed') ? FIXED_VHD_FOOTER : 0;
  const onRejection: OnRejection = NEVER_RESIZED.includes(format)
    ? { kind: 'requested size', size: { file, format, start, end, footer } }
    : { kind: 'reject too' };
  return {
    suite: 'resize',
    target: format,
    stem: name,
    title: name,
    parameters: {
      start_size_str: start,
      end_spec: end,
      options,
      preallocation: preallocation ?? null,
      expected_final_size: Number(endBytes),
      applied_shrink_flag: shrink,
    },
    files: { [file]: '$FILENAME' },
    steps: [
      { name: 'create', role: 'fixture', operation: { op: 'create', format, file, size: start, options } },
      {
        name: 'resize',
        role: 'subject',
        operation: { op: 'resize', format, file, start, end, shrink, preallocation },
      },
      { name: 'info', role: 'observe', operation: { op: 'info', file, holds: format, output: 'json' } },
    ],
    outputs: [{ type: infoJson, step: 'info' }],
    produces: [{ file, format }],
    onRejection,
  };
}

function entryOf(steps: readonly Step[]): TableEntry | undefined {
  const [created] = operationsBy(steps, 'fixture');
  const [resized] = operationsBy(steps, 'subject');
  if (created?.op !== 'create' || resized?.op !== 'resize') return undefined;
  const { format, size: start, options } = created;
  const { end, preallocation, shrink } = resized;
  const isSmaller = resizedTo(sizeOf(start), end) < sizeOf(start);
  const entry = {
    name: [start, 'to', end, ...options, ...(preallocation ? [`prealloc-${preallocation}`] : [])].join('-'),
    start,
    end,
    options,
    ...(preallocation && { preallocation }),
    ...(isSmaller && !shrink && { withoutShrinkFlag: true }),
  } as ResizeCase;
  return { list: format, entry, row: rowOf(format, entry) };
}

export const suite: Suite = {
  command: 'resize',
  outputTypes: [infoJson],
  rows: rowsByFormat(cases, rowOf),
  entryOf,
};
