import { join } from 'node:path';
import { expect, test } from 'vitest';
import qemuImg from '../dialects/qemu-img.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { commandLine } from './command-line.ts';
import { limitsOf, play } from './play.ts';
import type { Tool } from './tool.ts';
import { makeWorkplace } from './workplace.ts';

const folder = temporaryFolder();
const [row] = suite.rows;
if (!row) throw new Error('the fixture suite has no rows');

const [firstStep] = row.steps;
if (!firstStep) throw new Error('the row has no steps');

const tool = (body: string): Tool => ({
  dialect: qemuImg,
  program: script(join(folder, `tool-${Buffer.from(body).toString('hex').slice(0, 60)}`), body),
  companions: {},
  release: '10.0.0',
});

test('every step runs in the workplace, and its texts carry placeholders', async () => {
  const place = makeWorkplace(folder, row.files);
  const played = await play(
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
  const place = makeWorkplace(folder, row.files);
  const played = await play(row.steps, tool('exit 4'), place, { timeLimit: 30_000 });
  expect(played).toMatchObject({
    ok: true,
    results: [{ name: 'create', ending: { kind: 'exited', code: 4 } }],
  });
  expect(played.ok && played.results).toHaveLength(1);
});

test('a companion that is not installed makes a step impossible, not failed', () => {
  const write = { op: 'write', format: 'raw', file: 'a', commands: ['write 0 1'] } as const;
  const bare: Tool = { dialect: qemuImg, program: '/bin/qemu-img', companions: {}, release: '10.0.0' };
  expect(commandLine(write, bare)).toEqual({ unsupported: 'qemu-img 10.0.0 has no qemu-io' });
  expect(commandLine(write, { ...bare, companions: { 'qemu-io': '/bin/qemu-io' } })).toMatchObject({
    program: '/bin/qemu-io',
    name: 'qemu-io',
  });
});

test('what is printed about the time that it took is left out, and marked', async () => {
  const bare = tool('exit 1');
  const seeding: Tool = {
    ...bare,
    companions: {
      'qemu-io': script(
        join(folder, 'qemu-io'),
        'echo "64 KiB, 1 ops; 00.00 sec (395.5 MiB/sec and 6328.5 ops/sec)"',
      ),
    },
  };
  const operation = { op: 'write', format: 'raw', file: 'a', commands: ['write 0 1'] } as const;
  const step = { name: 'seed', role: 'fixture', operation } as const;
  const played = await play([step], seeding, makeWorkplace(folder, {}), { timeLimit: 30_000 });
  expect(played).toMatchObject({ results: [{ stdout: '64 KiB, 1 ops\n', isTimed: true }] });
});

test('only an image that is not safe limits the memory of its readers', () => {
  const image = (safety: 'safe' | 'malformed' | 'malicious') => ({
    ...row,
    image: { id: 'x', safety, needs: [] },
  });
  expect(limitsOf(row, 1).memoryLimit).toBeUndefined();
  expect(limitsOf(image('safe'), 1).memoryLimit).toBeUndefined();
  expect(limitsOf(image('malformed'), 1).memoryLimit).toBeGreaterThan(0);
  expect(limitsOf(image('malicious'), 1).memoryLimit).toBeGreaterThan(0);
});

const withDialect = (command: () => unknown): Tool => ({
  ...tool('exit 0'),
  dialect: { ...qemuImg, command } as Tool['dialect'],
});

const answers: [what: string, command: () => unknown, unsupported: string][] = [
  ['returns nothing', () => undefined, 'it has no command for info'],
  ['returns no command line', () => ({ argv: ['info'] }), 'it has no command for info'],
];

test.for(answers)(
  'an operation that a dialect %s for is unsupported, in one sentence',
  ([, command, unsupported]) => {
    const operation = { op: 'info', file: 'a', holds: 'raw', output: 'json' } as const;
    expect(commandLine(operation, withDialect(command))).toEqual({ unsupported });
  },
);

test('a dialect that throws has made a mistake, which is no skip', async () => {
  const throws = withDialect(() => {
    throw new Error('what\n  now?');
  });
  const mistake = 'the dialect qemu-img failed at create: what now?';
  expect(commandLine(firstStep.operation, throws)).toEqual({ mistake });
  const place = makeWorkplace(folder, row.files);
  await expect(play([firstStep], throws, place, { timeLimit: 1 })).rejects.toThrow(mistake);
});

test('who works in the workplace after a step has ended was left behind by it', async () => {
  const place = makeWorkplace(folder, row.files);
  const daemon = tool(`cd "$HOME"; env -i setsid sleep 300 >/dev/null 2>&1 & sleep 0.1`);
  const played = await play([firstStep], daemon, place, { timeLimit: 30_000 });
  const ending = { kind: 'left a process behind', programs: ['sleep'] };
  expect(played).toMatchObject({ ok: true, results: [{ ending }] });
});

/** A dialect whose tool has words of its own for what a document says. */
const worded = (body: string, shows: (text: string) => { readonly format?: string }): Tool => ({
  ...tool(body),
  dialect: { ...qemuImg, command: (operation) => ({ args: [operation.op], shows }) },
});
const formatIn = (text: string) => {
  const format = /is (\w+)/.exec(text)?.[1];
  return format === undefined ? {} : { format };
};

test("what a tool's own text shows is read by its dialect, of a step that went well", async () => {
  const shown = async (body: string) => {
    const place = makeWorkplace(folder, row.files);
    const played = await play([firstStep], worded(body, formatIn), place, { timeLimit: 30_000 });
    return played.ok && played.results.map((result) => result.shown);
  };
  expect(await shown('echo "it is raw"')).toEqual([{ format: 'raw' }]);
  expect(await shown('echo "no idea"')).toEqual([{}]);
  expect(await shown('echo "it is raw"; exit 1')).toEqual([{}]);
});

test('a dialect that fails to read a text is a mistake of ours', async () => {
  const shows = () => {
    throw new Error('no\n  way');
  };
  const place = makeWorkplace(folder, row.files);
  await expect(play([firstStep], worded('exit 0', shows), place, { timeLimit: 30_000 })).rejects.toThrow(
    'the dialect failed to read what create printed: no way',
  );
});
