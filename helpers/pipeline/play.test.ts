import { join } from 'node:path';
import { expect, test } from 'vitest';
import qemuImg from '../dialects/qemu-img.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { commandLine, play } from './play.ts';
import type { Tool } from './tool.ts';
import { makeWorkplace } from './workplace.ts';

const folder = temporaryFolder();
const [row] = suite.rows;
if (!row) throw new Error('the fixture suite has no rows');

const tool = (body: string): Tool => ({
  dialect: qemuImg,
  program: script(join(folder, `tool-${Buffer.from(body).toString('hex').slice(0, 60)}`), body),
  companions: {},
  release: '10.0.0',
});

test('every step runs in the workplace, and its texts carry placeholders', async () => {
  const place = makeWorkplace(folder);
  const played = await play(
    row,
    row.steps,
    tool('echo "$PWD/image.qcow2 $HOME" | sed "s,$HOME,home,"; echo "./image.qcow2" >&2'),
    place,
    { timeLimit: 30_000 },
  );
  expect(played).toMatchObject({
    ok: true,
    results: [
      {
        name: 'create',
        argv: ['qemu-img', 'create', '-f', 'qcow2', '$FILENAME', '1M'],
        stdout: '$FILENAME home\n',
        stderr: '$FILENAME\n',
        ending: { kind: 'exited', code: 0 },
      },
      { name: 'info', argv: ['qemu-img', 'info', '--output=json', '$FILENAME'] },
    ],
  });
});

test('the first step that fails is the last that runs', async () => {
  const place = makeWorkplace(folder);
  const played = await play(row, row.steps, tool('exit 4'), place, { timeLimit: 30_000 });
  expect(played).toMatchObject({
    ok: true,
    results: [{ name: 'create', ending: { kind: 'exited', code: 4 } }],
  });
  expect(played.ok && played.results).toHaveLength(1);
});

test('a companion that is not installed makes a step impossible, not failed', () => {
  const write = { op: 'write', format: 'raw', file: 'a', command: 'write 0 1' } as const;
  const bare: Tool = { dialect: qemuImg, program: '/bin/qemu-img', companions: {}, release: '10.0.0' };
  expect(commandLine(write, bare)).toEqual({ unsupported: 'qemu-img 10.0.0 has no qemu-io' });
  expect(commandLine(write, { ...bare, companions: { 'qemu-io': '/bin/qemu-io' } })).toMatchObject({
    program: '/bin/qemu-io',
    name: 'qemu-io',
  });
});

const withDialect = (command: () => unknown): Tool => ({
  ...tool('exit 0'),
  dialect: { ...qemuImg, command } as Tool['dialect'],
});

const answers: [what: string, command: () => unknown, unsupported: string][] = [
  ['returns nothing', () => undefined, 'it has no command for info'],
  ['returns no command line', () => ({ argv: ['info'] }), 'it has no command for info'],
  [
    'throws',
    () => {
      throw new Error('unknown operation');
    },
    'it has no command for info: unknown operation',
  ],
];

test.for(answers)(
  'an operation that a dialect %s for is unsupported, in one sentence',
  ([, command, unsupported]) => {
    const operation = { op: 'info', file: 'a', output: 'json' } as const;
    expect(commandLine(operation, withDialect(command))).toEqual({ unsupported });
  },
);
