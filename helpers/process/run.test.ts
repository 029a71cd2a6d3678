import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { place, script, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { describeEnding } from './describe-ending.ts';
import { isAlive } from './is-alive.ts';
import { OUTPUT_LIMIT, run } from './run.ts';

const folder = temporaryFolder();

function shell(body: string, other: { timeLimit?: number; cwd?: string } = {}) {
  const { cwd = folder, timeLimit = 30_000 } = other;
  return run({ program: '/bin/sh', args: ['-c', body], cwd, ownFolder: cwd, timeLimit });
}

/** The process id that a script has written to a file. */
async function pidIn(name: string, where = folder): Promise<number> {
  const path = join(where, name);
  await eventually(() => existsSync(path) && readFileSync(path, 'utf8').endsWith('\n'), `${name} is written`);
  return Number(readFileSync(path, 'utf8'));
}

test('an exit code is told as it is', async () => {
  expect((await shell('exit 7')).ending).toEqual({ kind: 'exited', code: 7 });
  expect((await shell('exit 0')).ending).toEqual({ kind: 'exited', code: 0 });
});

test('a signal is not folded into an exit code', async () => {
  expect((await shell('kill -SEGV $$')).ending).toEqual({ kind: 'signalled', signal: 'SIGSEGV' });
  expect((await shell('exit 139')).ending).toEqual({ kind: 'exited', code: 139 });
});

test('output is kept to the last byte', async () => {
  const { stdout, stderr } = await shell(String.raw`printf 'a \r\n\tb'; printf 'x\n\n' >&2`);
  expect(stdout).toBe('a \r\n\tb');
  expect(stderr).toBe('x\n\n');
});

test('the environment is fixed', async () => {
  process.env.PARITY_TEST_LEAK = 'yes';
  try {
    const { stdout } = await run({
      program: '/usr/bin/env',
      args: [],
      cwd: folder,
      timeLimit: 30_000,
      env: { HOME: '/nowhere' },
    });
    const names = stdout.trim().split('\n').sort();
    const mark = expect.stringMatching(/^INSTAR_PARITY_STARTED_BY=/);
    expect(names).toEqual(['HOME=/nowhere', mark, 'LC_ALL=C', `PATH=${process.env.PATH}`, 'TZ=UTC']);
  } finally {
    delete process.env.PARITY_TEST_LEAK;
  }
});

test('there is no standard input', async () => {
  expect((await shell('cat; echo end')).stdout).toBe('end\n');
});

test('arguments reach the program without a shell', async () => {
  const echo = script(join(folder, 'arguments'), `printf '<%s>' "$@"`);
  const { stdout } = await run({
    program: echo,
    args: ['a b', '$HOME', '', "it's"],
    cwd: folder,
    timeLimit: 30_000,
  });
  expect(stdout).toBe("<a b><$HOME><><it's>");
});

test('a program that hangs is killed with everything that it has started', async () => {
  const { ending, stdout } = await shell('echo early; (sleep 300 & echo $! > hung; wait) & wait', {
    timeLimit: 500,
  });
  expect(ending).toEqual({ kind: 'timed out', after: 500 });
  expect(stdout).toBe('early\n');
  const pid = await pidIn('hung');
  await eventually(() => !isAlive(pid), 'the grandchild is gone');
});

/** Until the process has told of itself. */
const LEFT = 'while [ ! -s left ]; do sleep 0.01; done';

/** Ways to leave a process behind: what the shell does, in which a process writes its id to `left`. */
const daemons: [how: string, script: string][] = [
  ['that holds the output open', 'sleep 300 & echo $! > left'],
  ['without its output', 'sleep 300 >/dev/null 2>&1 & echo $! > left'],
  ['in a session of its own', `setsid sh -c 'echo $$ > left; exec sleep 300' >/dev/null 2>&1 & ${LEFT}`],
  ['that holds the output from another session', `setsid sh -c 'echo $$ > left; exec sleep 300' & ${LEFT}`],
  [
    'without an environment, in the folder of the program',
    `env -i setsid sh -c 'echo $$ > left; exec sleep 300' >/dev/null 2>&1 & ${LEFT}`,
  ],
  [
    'that hears no signal',
    `setsid sh -c 'trap "" HUP INT TERM; echo $$ > left; while :; do sleep 1; done' >/dev/null 2>&1 & ${LEFT}`,
  ],
];

test.concurrent.for(daemons)('a child %s is told and killed', async ([how, script], context) => {
  const { expect } = context;
  const own = temporaryFolder();
  const { ending, stdout } = await shell(`${script}; echo done`, { cwd: own });
  expect(describeEnding(ending)).toMatch(/^exited but left running: (sleep|sh)( and (sleep|sh))?$/);
  expect(stdout).toBe('done\n');
  const pid = await pidIn('left', own);
  await eventually(() => !isAlive(pid), 'the child is gone');
  const outcome = `${describeEnding(ending).replace(/: .*/, '')}, and nothing is alive`;
  tried(context, { of: 'signals and processes', fault: `a child ${how}`, how: script, outcome });
});

test('a child that ends soon after its program is none that was left behind', async () => {
  expect((await shell('sleep 0.05 >/dev/null 2>&1 &')).ending).toEqual({ kind: 'exited', code: 0 });
});

test('a grandchild that left the group neither holds us up nor lives on', async () => {
  const { ending } = await shell(`setsid sh -c 'echo $$ > fled; exec sleep 300' & sleep 300`, {
    timeLimit: 700,
  });
  expect(ending).toEqual({ kind: 'timed out', after: 700 });
  const pid = await pidIn('fled');
  await eventually(() => !isAlive(pid), 'the grandchild is gone');
});

test('endless output is cut off, and memory stays flat', async () => {
  const before = process.resourceUsage().maxRSS;
  const { ending, stdout } = await shell(
    'echo $$ > flood; exec yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  );
  expect(ending).toEqual({ kind: 'too much output', limit: OUTPUT_LIMIT });
  expect(stdout.length).toBeLessThanOrEqual(OUTPUT_LIMIT);
  // `yes` writes gigabytes a second; a few copies of the limit are all that may be held. maxRSS is in KiB.
  expect(process.resourceUsage().maxRSS - before).toBeLessThan((10 * OUTPUT_LIMIT) / 1024);
  const pid = await pidIn('flood');
  await eventually(() => !isAlive(pid), 'the program is gone');
});

test('a flood on standard error is cut off too', async () => {
  expect((await shell('exec yes >&2')).ending.kind).toBe('too much output');
});

test('a program that we kill for a cancelled test was not ended by a signal of its own', async () => {
  const controller = new AbortController();
  const running = run({
    program: '/bin/sh',
    args: ['-c', 'echo $$ > cancelled; exec sleep 300'],
    cwd: folder,
    timeLimit: 30_000,
    signal: controller.signal,
  });
  const pid = await pidIn('cancelled');
  controller.abort();
  expect((await running).ending).toEqual({ kind: 'cancelled' });
  await eventually(() => !isAlive(pid), 'the program is gone');
});

test('nothing is started for a test that is cancelled already', async () => {
  const signal = AbortSignal.abort();
  const args = ['-c', 'echo > late'];
  const result = await run({ program: '/bin/sh', args, cwd: folder, timeLimit: 30_000, signal });
  expect(result).toEqual({ ending: { kind: 'cancelled' }, stdout: '', stderr: '', took: 0 });
  expect(existsSync(join(folder, 'late'))).toBe(false);
});

const unstartable: [string, () => string, RegExp][] = [
  ['is missing', () => join(folder, 'no-such-program'), /ENOENT/],
  ['is not executable', () => place(join(folder, 'plain'), '#!/bin/sh\n'), /EACCES/],
  ['is a folder', () => folder, /EACCES/],
  [
    'asks for an interpreter that is missing',
    () => place(join(folder, 'odd'), '#!/no/sh\n', 0o755),
    /ENOENT/,
  ],
];

test.for(unstartable)('a program that %s is not started, and says why', async ([, make, reason]) => {
  const { ending } = await run({ program: make(), args: [], cwd: folder, timeLimit: 30_000 });
  expect(ending).toEqual({ kind: 'not started', reason: expect.stringMatching(reason) });
});

test('a text without an interpreter line ends one way or the other', async () => {
  const text = place(join(folder, 'text'), 'exit 3\n', 0o755);
  const { ending } = await run({ program: text, args: [], cwd: folder, timeLimit: 30_000 });
  // The C library may hand it to a shell; Node may refuse it.
  expect([
    { kind: 'exited', code: 3 },
    { kind: 'not started', reason: expect.any(String) },
  ]).toContainEqual(ending);
});
