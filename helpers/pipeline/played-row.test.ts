import { expect, test } from 'vitest';
import { placeholders } from './placeholders.ts';
import { playedRow, playedRows } from './played-row.ts';
import type { Row } from './row.ts';

const dialect = { extensions: { raw: 'img' } };

/** A raw image is converted, resized, held against others and read, each under the name that it has. */
const row: Row = {
  suite: 'convert',
  target: 'raw',
  stem: 'a',
  title: 'a',
  parameters: {},
  files: { 'in.raw': null, 'out.raw': '$FILENAME', 'other.vdi': null, 'base.raw': '$BASE', 'disk.img': null },
  steps: [
    {
      name: 'create',
      role: 'fixture',
      operation: {
        op: 'create',
        format: 'qcow2',
        file: 'other.vdi',
        size: '1M',
        options: ['backing_file=base.raw'],
      },
    },
    {
      name: 'create_base',
      role: 'fixture',
      operation: { op: 'create', format: 'raw', file: 'base.raw', size: '1M', options: [] },
    },
    {
      name: 'convert',
      role: 'subject',
      operation: {
        op: 'convert',
        input: 'in.raw',
        inputFormat: 'raw',
        output: 'out.raw',
        outputFormat: 'raw',
        options: [],
        compress: false,
      },
    },
    {
      name: 'compare',
      role: 'observe',
      operation: { op: 'compare', a: { file: 'in.raw', holds: 'raw' }, b: { file: 'other.vdi' } },
    },
    {
      name: 'info',
      role: 'observe',
      operation: { op: 'info', file: 'out.raw', holds: 'raw', output: 'json' },
    },
    {
      name: 'map',
      role: 'observe',
      operation: { op: 'map', file: 'disk.img', holds: 'raw', output: 'json' },
    },
  ],
  outputs: [],
  produces: [{ file: 'out.raw', format: 'raw' }],
  sameContent: [{ file: 'out.raw', format: 'raw', as: { file: 'in.raw', holds: 'raw' } }],
  onRejection: {
    kind: 'requested size',
    size: { file: 'out.raw', format: 'raw', start: '1M', end: '2M', footer: 0 },
  },
  image: { id: 'a', safety: 'safe', needs: [] },
};

test('a dialect that asks for no names leaves a row as it is', () => {
  expect(playedRow(row, {})).toBe(row);
  expect(playedRow(row, { extensions: { vhd: 'vhd' } })).toBe(row);
});

test('wherever a row names a file, it names it by its new name', () => {
  const played = playedRow(row, dialect);
  expect(played.steps.map(({ operation }) => operation)).toMatchObject([
    { file: 'other.vdi', options: ['backing_file=base.raw'] },
    { file: 'base.raw' },
    { input: 'in.raw.img', output: 'out.raw.img' },
    { a: { file: 'in.raw.img' }, b: { file: 'other.vdi' } },
    { file: 'out.raw.img' },
    { file: 'disk.img' },
  ]);
  expect(played.produces).toEqual([{ file: 'out.raw.img', format: 'raw' }]);
  expect(played.sameContent).toMatchObject([{ file: 'out.raw.img', as: { file: 'in.raw.img' } }]);
  expect(played.onRejection).toMatchObject({ size: { file: 'out.raw.img', end: '2M' } });
  expect(played.image?.names).toEqual({ 'in.raw': 'in.raw.img' });
});

test('what stands for a file in a baseline stays, and so does a name that stands there itself', () => {
  const { files } = playedRow(row, dialect);
  expect(files).toEqual({
    'in.raw.img': 'in.raw',
    'out.raw.img': '$FILENAME',
    'other.vdi': null,
    'base.raw': '$BASE',
    'disk.img': null,
  });
  const said = placeholders(files, '/w')('in.raw.img -> /w/out.raw.img, on base.raw');
  expect(said).toBe('in.raw -> $FILENAME, on $BASE');
});

test('what is asked for again and again is one object', () => {
  const played = playedRows(dialect);
  expect(played(row)).toBe(played(row));
});
