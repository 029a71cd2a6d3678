import { expect, test } from 'vitest';
import type { Operation } from '../pipeline/operation.ts';
import qemuImg from './qemu-img.ts';

/** Command lines word by word; `|` parts the words, since an option may have an empty value. */
const VECTORS: readonly [Operation, string][] = [
  [{ op: 'create', format: 'qcow2', file: 'a.qcow2', size: '1G', options: [] }, 'create|-f|qcow2|a.qcow2|1G'],
  [
    {
      op: 'create',
      format: 'qcow2',
      file: 'a.qcow2',
      size: '1G',
      options: ['compat=0.10', 'refcount_bits=1'],
    },
    'create|-f|qcow2|-o|compat=0.10|-o|refcount_bits=1|a.qcow2|1G',
  ],
  [{ op: 'create', format: 'vhd', file: 'a.vhd', size: '1M', options: [] }, 'create|-f|vpc|a.vhd|1M'],
  [{ op: 'info', file: 'a.raw', holds: 'raw', output: 'human' }, 'info|a.raw'],
  [{ op: 'info', file: 'a.raw', holds: 'raw', output: 'json' }, 'info|--output=json|a.raw'],
  [
    { op: 'measure', input: { size: '1T' }, target: 'qcow2', options: ['cluster_size=4k'], output: 'json' },
    'measure|--output=json|--size|1T|-O|qcow2|-o|cluster_size=4k',
  ],
  [
    { op: 'measure', input: { file: 'a.vhd', holds: 'vhd' }, target: 'raw', options: [], output: 'human' },
    'measure|-O|raw|a.vhd',
  ],
  [
    { op: 'resize', format: 'qcow2', file: 'a.qcow2', start: '1M', end: '64M', shrink: false },
    'resize|-f|qcow2|a.qcow2|64M',
  ],
  [
    { op: 'resize', format: 'raw', file: 'a.raw', start: '1M', end: '-32M', shrink: true },
    'resize|-f|raw|--shrink|a.raw|-32M',
  ],
  [
    {
      op: 'resize',
      format: 'vhd',
      file: 'a.vhd',
      start: '1M',
      end: '+1M',
      shrink: false,
      preallocation: 'full',
    },
    'resize|-f|vpc|--preallocation=full|a.vhd|+1M',
  ],
  [
    {
      op: 'dd',
      inputFormat: 'raw',
      outputFormat: 'vhd',
      input: 'a.raw',
      output: 'b.vhd',
      operands: ['bs=65536', 'skip=2', 'count=4'],
    },
    'dd|-f|raw|-O|vpc|bs=65536|skip=2|count=4|if=a.raw|of=b.vhd',
  ],
  [{ op: 'commit', format: 'qcow2', file: 'o.qcow2' }, 'commit|o.qcow2'],
  [{ op: 'commit', format: 'vmdk', file: 'o.vmdk', base: 'b.vmdk' }, 'commit|-b|b.vmdk|o.vmdk'],
  [{ op: 'check', format: 'vhdx', file: 'a.vhdx', output: 'json' }, 'check|-f|vhdx|--output=json|a.vhdx'],
  [{ op: 'check', file: 'a.vhdx', output: 'human' }, 'check|a.vhdx'],
  [{ op: 'map', file: 'a.vhd', holds: 'vhd', output: 'human' }, 'map|a.vhd'],
  [{ op: 'map', file: 'a.vhd', holds: 'vhd', output: 'json' }, 'map|--output=json|a.vhd'],
  [{ op: 'compare', a: { file: 'a.vhd' }, b: { file: 'b' } }, 'compare|a.vhd|b'],
  [
    {
      op: 'rebase',
      format: 'qcow2',
      file: 'o.qcow2',
      backing: { file: 'b.vhd', format: 'vhd' },
      unsafe: true,
    },
    'rebase|-u|-F|vpc|-b|b.vhd|o.qcow2',
  ],
  [
    { op: 'rebase', format: 'qcow2', file: 'o.qcow2', backing: undefined, unsafe: false },
    'rebase|-b||o.qcow2',
  ],
  [
    { op: 'amend', format: 'qcow2', file: 'a.qcow2', options: ['compat=1.1', 'lazy_refcounts=on'] },
    'amend|-f|qcow2|-o|compat=1.1|-o|lazy_refcounts=on|a.qcow2',
  ],
  [
    {
      op: 'bitmap',
      format: 'qcow2',
      file: 'a.qcow2',
      bitmap: 'b0',
      actions: ['add', 'disable', { merge: 'b1' }],
      granularity: '131072',
    },
    'bitmap|--add|--disable|--merge|b1|-g|131072|-f|qcow2|a.qcow2|b0',
  ],
  [
    {
      op: 'convert',
      input: 'a.vhd',
      inputFormat: 'vhd',
      output: 'b',
      outputFormat: 'vhd',
      options: ['x=1'],
      compress: true,
    },
    'convert|-c|-O|vpc|-o|x=1|a.vhd|b',
  ],
  [{ op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: 'list' }, 'snapshot|-l|a.qcow2'],
  [{ op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { create: 's' } }, 'snapshot|-c|s|a.qcow2'],
  [{ op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { apply: 's' } }, 'snapshot|-a|s|a.qcow2'],
  [{ op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { delete: 's' } }, 'snapshot|-d|s|a.qcow2'],
  [
    { op: 'compare', a: { file: 'a.vhd', format: 'vhd' }, b: { file: 'b', format: 'raw' } },
    'compare|-f|vpc|-F|raw|a.vhd|b',
  ],
];

test.for(VECTORS)('%j', ([operation, words]) => {
  expect(qemuImg.command(operation, '10.0.13')).toEqual({ args: words.split('|') });
});

test('guest data is written by qemu-io', () => {
  const operation = {
    op: 'write',
    format: 'qcow2',
    file: 'a.qcow2',
    commands: ['write -P 1 0 1', 'read 0 1'],
  } as const;
  expect(qemuImg.command(operation, '10.0.13')).toEqual({
    companion: 'qemu-io',
    args: ['-f', 'qcow2', '-c', 'write -P 1 0 1', '-c', 'read 0 1', 'a.qcow2'],
    timings: expect.any(RegExp),
  });
});
