import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Operation } from '../pipeline/operation.ts';
import { run } from '../process/run.ts';
import { writeStandIn } from '../testing/stand-in/launcher.ts';
import instar from './instar.ts';

interface Vector {
  readonly operation: Operation;
  /** words, parted by `|` */
  readonly line: string;
  readonly kvm: boolean;
}

/** The command line of instar's documentation, one vector for each operation and option. */
const VECTORS: readonly Vector[] = [
  {
    operation: { op: 'create', format: 'qcow2', file: 'a.qcow2', size: '1G', options: [] },
    line: 'create|-f|qcow2|a.qcow2|1G',
    kvm: true,
  },
  {
    operation: {
      op: 'create',
      format: 'vhd',
      file: 'a.vhd',
      size: '1M',
      options: ['subformat=fixed', 'x=1'],
    },
    line: 'create|-f|vpc|-o|subformat=fixed|-o|x=1|a.vhd|1M',
    kvm: true,
  },
  {
    operation: { op: 'create', format: 'raw', file: 'a.raw', size: '1M', options: [] },
    line: 'create|-f|raw|a.raw|1M',
    kvm: false,
  },
  {
    operation: { op: 'info', file: 'a.qcow2', holds: 'qcow2', output: 'json' },
    line: 'info|--qemu-version|7.2|--output|json|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'info', file: 'a.qcow2', holds: 'qcow2', output: 'human' },
    line: 'info|--qemu-version|7.2|a.qcow2',
    kvm: true,
  },
  {
    operation: {
      op: 'measure',
      input: { size: '1T' },
      target: 'qcow2',
      options: ['cluster_size=4k'],
      output: 'json',
    },
    line: 'measure|--size|1T|-O|qcow2|--output|json|-o|cluster_size=4k',
    kvm: true,
  },
  {
    operation: {
      op: 'measure',
      input: { file: 'a.vhd', holds: 'vhd' },
      target: 'vhd',
      options: [],
      output: 'human',
    },
    line: 'measure|-O|vpc|a.vhd',
    kvm: true,
  },
  {
    operation: { op: 'resize', format: 'qcow2', file: 'a.qcow2', start: '1M', end: '64M', shrink: false },
    line: 'resize|-f|qcow2|a.qcow2|64M',
    kvm: true,
  },
  {
    operation: { op: 'resize', format: 'raw', file: 'a.raw', start: '1M', end: '-32M', shrink: true },
    line: 'resize|-f|raw|--shrink|a.raw|-32M',
    kvm: false,
  },
  {
    operation: {
      op: 'resize',
      format: 'vhd',
      file: 'a.vhd',
      start: '1M',
      end: '+1M',
      shrink: false,
      preallocation: 'full',
    },
    line: 'resize|-f|vpc|--preallocation|full|a.vhd|+1M',
    kvm: true,
  },
  {
    operation: {
      op: 'dd',
      inputFormat: 'raw',
      outputFormat: 'vhd',
      input: 'a.raw',
      output: 'b.vhd',
      operands: ['bs=65536', 'skip=2', 'count=4'],
    },
    line: 'dd|-f|raw|-O|vpc|if=a.raw|of=b.vhd|bs=65536|skip=2|count=4',
    kvm: true,
  },
  {
    operation: { op: 'commit', format: 'qcow2', file: 'o.qcow2' },
    line: 'commit|-f|qcow2|o.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'commit', format: 'vmdk', file: 'o.vmdk', base: 'b.vmdk' },
    line: 'commit|-f|vmdk|-b|b.vmdk|o.vmdk',
    kvm: true,
  },
  {
    operation: { op: 'check', format: 'qcow2', file: 'a.qcow2', output: 'json' },
    line: 'check|--qemu-version|7.2|--output|json|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'check', file: 'a.qcow2', output: 'human' },
    line: 'check|--qemu-version|7.2|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'map', file: 'a.qcow2', holds: 'qcow2', output: 'human' },
    line: 'map|--qemu-version|7.2|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'map', file: 'a.qcow2', holds: 'qcow2', output: 'json' },
    line: 'map|--output|json|--qemu-version|7.2|a.qcow2',
    kvm: true,
  },
  {
    operation: {
      op: 'rebase',
      format: 'qcow2',
      file: 'o.qcow2',
      backing: { file: 'b.vhd', format: 'vhd' },
      unsafe: true,
    },
    line: 'rebase|-b|b.vhd|-F|vpc|-u|o.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'rebase', format: 'qcow2', file: 'o.qcow2', backing: undefined, unsafe: false },
    line: 'rebase|-b||o.qcow2',
    kvm: true,
  },
  {
    operation: {
      op: 'amend',
      format: 'qcow2',
      file: 'a.qcow2',
      options: ['compat=1.1', 'lazy_refcounts=on'],
    },
    line: 'amend|-f|qcow2|-o|compat=1.1|-o|lazy_refcounts=on|a.qcow2',
    kvm: true,
  },
  {
    operation: {
      op: 'bitmap',
      format: 'qcow2',
      file: 'a.qcow2',
      bitmap: 'b0',
      actions: ['add', 'disable', { merge: 'b1' }],
      granularity: '131072',
    },
    line: 'bitmap|--add|--disable|--merge|b1|-g|131072|-f|qcow2|a.qcow2|b0',
    kvm: true,
  },
  {
    operation: {
      op: 'convert',
      input: 'a.vhd',
      inputFormat: 'vhd',
      output: 'b.vmdk',
      outputFormat: 'vmdk',
      options: ['subformat=streamOptimized,cluster_size=64k'],
      compress: true,
    },
    line: 'convert|-O|vmdk|-c|--subformat|streamOptimized|--cluster-size|64k|a.vhd|b.vmdk',
    kvm: true,
  },
  {
    operation: { op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: 'list' },
    line: 'snapshot|-l|-f|qcow2|--qemu-version|7.2|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { create: 's' } },
    line: 'snapshot|-c|s|-f|qcow2|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { apply: 's' } },
    line: 'snapshot|-a|s|-f|qcow2|a.qcow2',
    kvm: true,
  },
  {
    operation: { op: 'snapshot', format: 'qcow2', file: 'a.qcow2', action: { delete: 's' } },
    line: 'snapshot|-d|s|-f|qcow2|a.qcow2',
    kvm: true,
  },
  {
    operation: {
      op: 'compare',
      a: { file: 'a.qcow2', format: 'qcow2' },
      b: { file: 'b.qcow2', format: 'qcow2' },
    },
    line: 'compare|a.qcow2|b.qcow2',
    kvm: true,
  },
];

/** What else the documentation offers, which no operation asks for yet. */
const ALSO_DOCUMENTED = [
  'create|-f|qcow2|-b|b.qcow2|-F|qcow2|-u|-q|--output|json|--preallocation|metadata|a.qcow2|1M',
  'info|--unsafe-quirks|--ignore-quirks|--chain|--output=human|a.qcow2',
  'check|--unsafe-quirks|--chain|--repair=all|a.qcow2',
  'compare|-s|-q|--output|human|a.qcow2|b.qcow2',
  'map|-f|qcow2|--output|json|--start-offset|0|--max-length|1|--qemu-version|7.2|a.qcow2',
  'measure|-f|qcow2|a.qcow2',
  'resize|-q|--output|human|a.raw|1M',
  'commit|-q|--output|human|a.qcow2',
  'rebase|-b||-f|qcow2|-F|qcow2|-u|-q|a.qcow2',
  'amend|-f|qcow2|-o|compat=1.1|-q|a.qcow2',
  'convert|-O|qcow2|-c|--cluster-size|4096|--subformat|x|a.raw|b.qcow2',
  'snapshot|-c|s|-f|qcow2|-q|--qemu-version|7.2|a.qcow2',
  'bitmap|--add|-g|65536|-f|qcow2|a.qcow2|b0',
];

/** Command lines of other tools, and nonsense. */
const UNDOCUMENTED = [
  'frobnicate',
  'create|-f|qcow3|a.qcow3|1M',
  'create|-f|vhd|a.vhd|1M',
  'create|-f',
  'create|a.raw|1M|1M',
  'create|--shrink|a.raw|1M',
  'info',
  'info|-f|raw|a.raw',
  'info|--qemu-version|latest|a.raw',
  'info|--output|xml|a.raw',
  'info|a.raw|b.raw',
  'measure|--size|1M|a.raw',
  'measure',
  'resize|a.raw',
  'resize|--preallocation|some|a.raw|1M',
  'dd|if=a.raw',
  'dd|if=a.raw|of=b.raw|seek=1',
  'commit|-f|raw|a.raw',
  'check|-f|qcow2|a.qcow2',
  'compare|-f|qcow2|a.qcow2|b.qcow2',
  'rebase|a.qcow2',
  'amend|a.qcow2',
  'bitmap|a.qcow2|b0',
];

const USAGE_ERROR = 2;
const folder = mkdtempSync(join(tmpdir(), 'parity-dialect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.for(VECTORS)('$operation.op: $line', async ({ operation, line, kvm }) => {
  const args = line.split('|');
  const command = instar.command(operation, '7.2.22');
  expect(command).toMatchObject({ args });
  expect('needsKvm' in command && command.needsKvm === true).toBe(kvm);
  expect(await playByStandIn(args)).not.toBe(USAGE_ERROR);
});

test.for(ALSO_DOCUMENTED)('documented: %s', async (line) => {
  expect(await playByStandIn(line.split('|'))).not.toBe(USAGE_ERROR);
});

test.for(UNDOCUMENTED)('refused by the stand-in: %s', async (line) => {
  expect(await playByStandIn(line.split('|'))).toBe(USAGE_ERROR);
});

test('what it cannot do is told with a reason', () => {
  const write: Operation = { op: 'write', format: 'raw', file: 'a.raw', commands: ['write 0 1'] };
  const refused: Operation[] = [
    write,
    { op: 'commit', format: 'vhd', file: 'a.vhd' },
    { op: 'commit', format: 'vmdk', file: 'a.vmdk' },
    { op: 'amend', format: 'luks', file: 'a.luks', options: ['x=1'] },
    { op: 'snapshot', format: 'vmdk', file: 'a.vmdk', action: 'list' },
    {
      op: 'convert',
      input: 'a.raw',
      inputFormat: 'raw',
      output: 'b.qcow2',
      outputFormat: 'qcow2',
      options: ['refcount_bits=1'],
      compress: false,
    },
  ];
  for (const operation of refused) {
    expect(instar.command(operation, '7.2.22')).toEqual({ unsupported: expect.stringMatching(/\w+ \w+/) });
  }
});

/** Only its parser is asked: behind it stands a program that succeeds at everything. */
async function playByStandIn(args: readonly string[]): Promise<number | undefined> {
  const release = join(folder, 'releases/7.2.0');
  mkdirSync(release, { recursive: true });
  const idle = join(release, 'qemu-img');
  writeFileSync(idle, '#!/bin/sh\nexit 0\n', { mode: 0o755 });
  writeFileSync(join(folder, 'a.qcow2'), '');
  const program = writeStandIn(folder, idle);
  const { ending } = await run({ program, args, cwd: folder, timeLimit: 10_000 });
  return ending.kind === 'exited' ? ending.code : undefined;
}
