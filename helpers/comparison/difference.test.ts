import { expect, test } from 'vitest';
import { inOutput, type Location, writeDifference, writeLocation } from './difference.ts';

const written: [Location, string][] = [
  [{ kind: 'field', keys: [] }, '(document)'],
  [{ kind: 'field', keys: ['children', 0, 'info', 'format'] }, 'children[0].info.format'],
  [{ kind: 'field', keys: [1, 'a'] }, '[1].a'],
  [{ kind: 'field', keys: ['format'], output: 'overlay_info' }, 'overlay_info: format'],
  [{ kind: 'field', keys: ['a.b', '', 0, 'c d'] }, '["a.b"][""][0]["c d"]'],
  [{ kind: 'field', keys: ['0'] }, '0'],
  [{ kind: 'field', keys: ['(document)'] }, '["(document)"]'],
  [{ kind: 'extent', keys: [], start: '65536' }, 'extent at 65536'],
  [{ kind: 'extent', keys: [], start: '65536', field: 'zero' }, 'extent at 65536: zero'],
  [
    { kind: 'extent', keys: ['map', 0], start: '0', field: '', output: 'map' },
    'map: map[0]: extent at 0: [""]',
  ],
  [{ kind: 'bytes' }, '(bytes)'],
  [{ kind: 'bytes', output: 'map' }, 'map: (bytes)'],
  [{ kind: 'line', number: 3 }, 'line 3'],
  [{ kind: 'line', number: 3, output: 'map' }, 'map: line 3'],
  [{ kind: 'exit code', step: 'resize' }, 'exit code of resize'],
  [{ kind: 'check', file: 'image.qcow2' }, 'check of image.qcow2'],
  [{ kind: 'guest content', file: 'base.vmdk' }, 'guest content of base.vmdk'],
  [{ kind: 'guest content', file: 'a.qcow2', snapshot: '2' }, 'guest content of a.qcow2 at snapshot 2'],
  [{ kind: 'file', file: 'work/input.raw' }, 'file work/input.raw'],
];

test.for(written)('%j is written %s', ([location, path]) => {
  expect(writeLocation(location)).toBe(path);
});

test('a side that has no such thing has none when it is written either', () => {
  expect(writeDifference({ location: { kind: 'line', number: 1 }, actual: 'a' })).toEqual({
    path: 'line 1',
    actual: 'a',
  });
});

test('only what was printed is of an output', () => {
  expect(inOutput({ kind: 'line', number: 1 }, 'info')).toEqual({ kind: 'line', number: 1, output: 'info' });
  expect(inOutput<Location>({ kind: 'check', file: 'a' }, 'info')).toEqual({ kind: 'check', file: 'a' });
});
