import { expect, test } from 'vitest';
import { deal } from './deal.ts';
import { floorScript } from './floor-script.ts';
import { programsIn, readTrace } from './trace.ts';

const A = '/scratch/run/case-a/work';
const B = '/scratch/run/case-b/work';

const begin = (id: string, at: number, cwd: string, args: string[], more: object = {}) => ({
  event: 'begin',
  id,
  at,
  program: '/q/qemu-img',
  args,
  cwd,
  ...more,
});
const end = (id: string, code: number | null) => ({ event: 'end', id, code });
const text = (lines: object[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

const worker = text([
  begin('1-1', 10, A, ['create', 'i', '1M'], { placed: [], home: '/scratch/run/case-a/home' }),
  begin('1-2', 20, B, ['info', 'b'], { placed: [{ name: 'b', kept: 'c0ffee', link: true }] }),
  end('1-2', 1),
  end('1-1', 0),
  { event: 'other', program: '/usr/bin/cp' },
  { event: 'other', program: 'set -e;flock x' },
]);
const starter = text([
  begin('2-1', 40, A, ['info', 'i'], { placed: [{ name: 'i', kept: 'beef', link: false }] }),
  begin('2-2', 30, A, ['check', 'i']),
  end('2-1', 0),
  { event: 'other', program: 'cp' },
]);

test('commands of one folder stay together and in order, whoever has started them', () => {
  const { sequences } = readTrace([starter, worker]);
  expect(sequences.map(({ cwd, commands }) => [cwd, ...commands.map(({ args }) => args[0])])).toEqual([
    [A, 'create', 'check'],
    [A, 'info'],
    [B, 'info'],
  ]);
});

test('a folder that somebody has changed in between begins a sequence of its own, with what lies there', () => {
  const { sequences } = readTrace([worker, starter]);
  expect(sequences.map(({ placed }) => placed.map(({ name }) => name))).toEqual([[], ['i'], ['b']]);
});

test('a command has the exit code of its end, and none where it was not heard of', () => {
  const codes = readTrace([worker, starter]).sequences.flatMap(({ commands }) =>
    commands.map(({ code }) => code),
  );
  expect(codes).toEqual([0, null, 0, 1]);
});

test('what is no program of the floor is counted by its name', () => {
  expect([...readTrace([worker, starter]).others]).toEqual([
    ['cp', 2],
    ['a shell', 1],
  ]);
});

test('loops get about as many commands each, and no folder twice', () => {
  const { sequences } = readTrace([worker, starter]);
  const loops = deal(sequences, 2);
  expect(loops.map((loop) => programsIn({ sequences: loop }))).toEqual([2, 2]);
  expect(loops.flat()).toHaveLength(sequences.length);
  expect(deal(sequences, 1)).toEqual([sequences]);
});

test('a script enters each folder and starts its programs there, with the paths that there are now', () => {
  const sequence = {
    cwd: A,
    home: undefined,
    temporary: undefined,
    placed: [],
    commands: [
      { program: '/q/qemu-img', args: ['info', `${A}/i`, "it's"], outside: [], code: 0 },
      { program: '/q/qemu-img', args: ['create', '/scratch/run/ask-x/zstd'], outside: [], code: 1 },
      {
        program: '/q/qemu-img',
        args: ['check', '/scratch/y/i'],
        outside: [{ path: '/scratch/y/i', files: [] }],
        code: 0,
      },
    ],
  };
  const options = { scratch: '/scratch', output: '/floor/0', codes: false };
  const loop = [{ sequence, top: '/floor/0/7' }];
  expect(floorScript(loop, options).split('\n')).toEqual([
    'export HOME TMPDIR',
    'cd /floor/0/7/work && HOME=/floor/0/7/home TMPDIR=/floor/0/7/tmp',
    `/q/qemu-img info /floor/0/7/work/i 'it'\\''s' >/floor/0.out 2>/floor/0.err`,
    '/q/qemu-img create /floor/0/7/work/zstd >/floor/0.out 2>/floor/0.err',
    '/q/qemu-img check /floor/0/7/outside-2-0/i >/floor/0.out 2>/floor/0.err',
    '',
  ]);
  expect(floorScript(loop, { ...options, codes: true })).toContain('0.err; echo $?\n');
});
