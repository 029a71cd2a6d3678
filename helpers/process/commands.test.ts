import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { Commands, Interrupted, lastError } from './commands.ts';
import { isAlive } from './is-alive.ts';

test('exit codes are results, arguments stay as they are', async () => {
  const commands = new Commands();
  const script = 'printf "%s|" "$@"; echo problem >&2; exit 3';
  const result = await commands.run(['sh', '-c', script, 'sh', 'a  b', '$HOME', "it's"]);
  expect(result).toEqual({ code: 3, stdout: "a  b|$HOME|it's|", stderr: 'problem\n' });
  await expect(commands.mustRun(['sh', '-c', 'echo problem >&2; exit 3'])).rejects.toThrow('sh: problem');
});

test('the error is the last one that apt names, not a warning after it', () => {
  const stderr = 'W: one\nE: Unable to locate package x\nW: two\n';
  expect(lastError({ code: 100, stdout: '', stderr })).toBe('Unable to locate package x');
  expect(lastError({ code: 7, stdout: '', stderr: '' })).toBe('failed with exit code 7');
});

test('programs speak untranslated and leave their temporary files where they are told to', async () => {
  const print = ['sh', '-c', 'echo $LC_ALL $TMPDIR'] as const;
  const commands = new Commands();
  expect((await commands.run(print)).stdout).toBe(`C ${process.env.TMPDIR ?? ''}`.trimEnd().concat('\n'));
  commands.workIn('/somewhere');
  expect((await commands.run(print)).stdout).toBe('C /somewhere\n');
});

test('giving up ends programs with their workers, and starts none any more', async () => {
  const commands = new Commands();
  const folder = temporaryFolder();
  const script = (name: string) => `sleep 600 & echo $! > ${name}.part && mv ${name}.part ${name}; wait`;
  const collected = commands.run(['sh', '-c', script('one')], folder).catch((error) => error);
  const { failure } = commands.stream(['sh', '-c', `cd '${folder}'; ${script('two')}`]);
  const streamed = failure.catch((error) => error);
  const workers = ['one', 'two'].map((name) => join(folder, name));
  await eventually(() => workers.every((file) => existsSync(file)), 'both programs have a worker');
  const pids = workers.map((file) => Number(readFileSync(file, 'utf8')));
  expect(pids.map(isAlive)).toEqual([true, true]);
  await commands.giveUp();
  expect(await collected).toBeInstanceOf(Interrupted);
  expect(await streamed).toBeInstanceOf(Interrupted);
  await eventually(() => !pids.some(isAlive), 'the workers are gone');
  await expect(commands.run(['true'])).rejects.toBeInstanceOf(Interrupted);
  expect(() => commands.stream(['true'])).toThrow(Interrupted);
});

test('a program that is given up may end what leads a group of its own, as compilers of ninja do', async () => {
  const commands = new Commands();
  const folder = temporaryFolder();
  const file = join(folder, 'compiler');
  const script = `setsid sh -c 'echo $$ > compiler.part; mv compiler.part compiler; exec sleep 600' &
    trap 'kill $(cat compiler); exit 143' TERM; wait`;
  const run = commands.run(['sh', '-c', script], folder).catch((error) => error);
  await eventually(() => existsSync(file), 'the compiler runs');
  const pid = Number(readFileSync(file, 'utf8'));
  await commands.giveUp();
  expect(await run).toBeInstanceOf(Interrupted);
  await eventually(() => !isAlive(pid), 'the compiler is gone');
});

test('one that does not listen is killed', async () => {
  const commands = new Commands();
  const folder = temporaryFolder();
  const run = commands.run(['sh', '-c', "trap '' TERM; : > deaf; sleep 600"], folder).catch((error) => error);
  await eventually(() => existsSync(join(folder, 'deaf')), 'it does not listen');
  await commands.giveUp();
  expect(await run).toBeInstanceOf(Interrupted);
});

test('giving up is of one run only', async () => {
  await new Commands().giveUp();
  expect(await new Commands().run(['true'])).toMatchObject({ code: 0 });
});
