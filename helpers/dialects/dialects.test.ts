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

/** Operation, command line of qemu-img, command line of instar. */
const lines: [Operation, string, string][] = [
  [
    create('vhd'),
    'create -f vpc -o cluster_size=4k -o compat=1.1 image 1M',
    'create -f vpc -o cluster_size=4k -o compat=1.1 image 1M',
  ],
  [
    { op: 'info', file: 'image', output: 'json' },
    'info --output=json image',
    'info --qemu-version 10.0 --output json image',
  ],
  [{ op: 'info', file: 'image', output: 'human' }, 'info image', 'info --qemu-version 10.0 image'],
  [
    { op: 'measure', input: { size: '1G' }, target: 'qcow2', options: ['refcount_bits=1'], output: 'json' },
    'measure --output=json --size 1G -O qcow2 -o refcount_bits=1',
    'measure --size 1G -O qcow2 --output json -o refcount_bits=1',
  ],
  [
    { op: 'resize', format: 'qcow2', file: 'image', end: '+63M', shrink: true, preallocation: 'off' },
    'resize -f qcow2 --shrink --preallocation=off image +63M',
    'resize -f qcow2 --shrink --preallocation off image +63M',
  ],
  [
    { op: 'resize', format: 'raw', file: 'image', end: '4M', shrink: false },
    'resize -f raw image 4M',
    'resize -f raw image 4M',
  ],
  [
    {
      op: 'dd',
      inputFormat: 'raw',
      outputFormat: 'vhd',
      input: 'in',
      output: 'out',
      operands: ['bs=1000', 'count=3'],
    },
    'dd -f raw -O vpc bs=1000 count=3 if=in of=out',
    'dd -f raw -O vpc if=in of=out bs=1000 count=3',
  ],
];

test.for(lines)('%o', ([operation, ofQemuImg, ofInstar]) => {
  const line = (dialect: typeof instar) => {
    const command = dialect.command(operation, '10.0.13');
    return 'args' in command ? command.args.join(' ') : command;
  };
  expect(line(qemuImg)).toBe(ofQemuImg);
  expect(line(instar)).toBe(ofInstar);
});

test('creating and resizing raw files needs no guest, everything else of instar may', () => {
  const needsKvm = (operation: Operation) => instar.command(operation, '10.0.13');
  expect(needsKvm(create('raw'))).toMatchObject({ needsKvm: false });
  expect(needsKvm(create('qcow2'))).toMatchObject({ needsKvm: true });
  expect(needsKvm({ op: 'info', file: 'image', output: 'json' })).toMatchObject({ needsKvm: true });
});

test('guest data is written by qemu-io, which instar has nothing for', () => {
  const write: Operation = { op: 'write', format: 'qcow2', file: 'image', command: 'write -P 0xab 0 64k' };
  expect(instar.command(write, '10.0.13')).toHaveProperty('unsupported');
});

test('a dialect is named as its module', () => {
  expect([instar.name, qemuImg.name]).toEqual(['instar', 'qemu-img']);
});
