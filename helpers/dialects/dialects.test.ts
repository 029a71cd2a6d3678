import { expect, test } from 'vitest';
import type { Format } from '../pipeline/formats.ts';
import type { Operation } from '../pipeline/operation.ts';
import instar from './instar.ts';
import qemuImg from './qemu-img.ts';

const create = (format: Format): Operation => ({
  op: 'create',
  format,
  file: 'image',
  size: '1M',
  options: ['cluster_size=4k', 'compat=1.1'],
});

test('creating and resizing raw files needs no guest, everything else of instar may', () => {
  const needsKvm = (operation: Operation) => instar.command(operation, '10.0.13');
  expect(needsKvm(create('raw'))).toMatchObject({ needsKvm: false });
  expect(needsKvm(create('qcow2'))).toMatchObject({ needsKvm: true });
  expect(needsKvm({ op: 'info', file: 'image', holds: 'raw', output: 'json' })).toMatchObject({
    needsKvm: true,
  });
});

test('guest data is written by qemu-io, which instar has nothing for', () => {
  const write: Operation = { op: 'write', format: 'qcow2', file: 'image', commands: ['write -P 0xab 0 64k'] };
  expect(instar.command(write, '10.0.13')).toHaveProperty('unsupported');
});

test('a dialect is named as its module', () => {
  expect([instar.name, qemuImg.name]).toEqual(['instar', 'qemu-img']);
});
