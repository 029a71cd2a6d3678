import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { tried } from '../testing/tried.ts';
import { Commands } from './commands.ts';
import { isAlive } from './is-alive.ts';
import { OUTPUT_LIMIT, run, runInTurn } from './run.ts';
import { Starter, StarterDied } from './starter.ts';
import { endStarters } from './starters.ts';

const LIMIT = 30_000;

/** What a shell does in a folder of its own, with a starter of its own. */
async function playing(limits: { silence?: number } = {}) {
  const folder = temporaryFolder();
  const starter = await Starter.start({}, limits.silence);
  const entry = `INSTAR_PARITY_STARTED_BY=test/${folder}`;
  const [name = '', mark = ''] = entry.split('=');
  const env = { PATH: process.env.PATH ?? '', [name]: mark };
  const shell = (body: string, timeLimit = LIMIT) =>
    starter.run(
      [{ program: '/bin/sh', args: ['-c', body], timeLimit }],
      { cwd: folder, env, entry, ownFolder: folder, outputLimit: OUTPUT_LIMIT },
      undefined,
    );
  const pidIn = async (file: string) => {
    const path = join(folder, file);
    await eventually(
      () => existsSync(path) && readFileSync(path, 'utf8').endsWith('\n'),
      `${file} is written`,
    );
    return Number(readFileSync(path, 'utf8'));
  };
  return { starter, shell, pidIn };
}

test('a program that kills the process which starts programs is told, and nothing of it lives on', async (context) => {
  const { starter, shell, pidIn } = await playing();
  const beside = shell('echo $$ > beside; exec sleep 300');
  const besideEnded = expect(beside).rejects.toThrow(StarterDied);
  const other = await pidIn('beside');
  const killing = shell('echo $$ > killing; kill -9 $PPID; exec sleep 300');
  await expect(killing).rejects.toThrow(/^the process that starts programs has died \(SIGKILL\)$/);
  await besideEnded;
  const own = await pidIn('killing');
  expect([own, other].filter(isAlive)).toEqual([]);
  expect(starter.isAlive).toBe(false);
  tried(context, {
    of: 'signals and processes',
    fault: 'a program kills the process that starts programs',
    how: 'kill -9 $PPID',
    outcome: 'an error of what ran, which is killed; the next program is started by another',
  });
});

test('a program that stops the process which starts programs is told when its time is over', async (context) => {
  const { shell, pidIn } = await playing({ silence: 300 });
  const stopping = shell('echo $$ > stopping; kill -STOP $PPID; exec sleep 300', 200);
  await expect(stopping).rejects.toThrow(StarterDied);
  const own = await pidIn('stopping');
  await eventually(() => !isAlive(own), 'the program is gone');
  tried(context, {
    of: 'signals and processes',
    fault: 'a program stops the process that starts programs',
    how: 'kill -STOP $PPID',
    outcome: 'an error when its time is over; the next program is started by another',
  });
});

test('after one that has died the next programs are started by another', async () => {
  const folder = temporaryFolder();
  const shell = (body: string) =>
    run({ program: '/bin/sh', args: ['-c', body], cwd: folder, ownFolder: folder, timeLimit: LIMIT });
  await expect(shell('kill -9 $PPID')).rejects.toThrow(StarterDied);
  const both = await Promise.all([shell('echo one $PPID'), shell('echo two $PPID')]);
  expect(both.map(({ ending }) => ending)).toEqual([
    { kind: 'exited', code: 0 },
    { kind: 'exited', code: 0 },
  ]);
  // The same for both, who found the other dead at once.
  const [one, two] = both.map(({ stdout }) => stdout.trim().split(' ')[1]);
  expect(one).toBe(two);
});

test('starters are ended by whoever runs nothing for a while, and are there again for the next program', async () => {
  const parent = async () => {
    const told = { program: '/bin/sh', args: ['-c', 'echo $PPID'], cwd: '/', timeLimit: LIMIT };
    return Number((await run(told)).stdout);
  };
  const one = await parent();
  await endStarters();
  await eventually(() => !isAlive(one), 'the starter is gone');
  expect(await parent()).not.toBe(one);
});

test('programs of one message run in their order, until one fails', async () => {
  const folder = temporaryFolder();
  const program = (body: string) => ({ program: '/bin/sh', args: ['-c', body], timeLimit: LIMIT });
  const results = await runInTurn(
    [program('echo 1 >> order'), program('echo 2 >> order; exit 3'), program('echo 3 >> order')],
    { cwd: folder },
  );
  expect(results.map(({ ending }) => ending)).toEqual([
    { kind: 'exited', code: 0 },
    { kind: 'exited', code: 3 },
  ]);
  expect(readFileSync(join(folder, 'order'), 'utf8')).toBe('1\n2\n');
  expect(results.every(({ took }) => took > 0)).toBe(true);
});

test('each program of a message has its own time', async () => {
  const program = (body: string, timeLimit: number) => ({
    program: '/bin/sh',
    args: ['-c', body],
    timeLimit,
  });
  const cwd = temporaryFolder();
  const results = await runInTurn([program('sleep 0.3', LIMIT), program('sleep 300', 200)], { cwd });
  expect(results.map(({ ending }) => ending)).toEqual([
    { kind: 'exited', code: 0 },
    { kind: 'timed out', after: 200 },
  ]);
});

test('what is cancelled ends with the program that it is at', async () => {
  const cwd = temporaryFolder();
  const controller = new AbortController();
  const program = (body: string) => ({ program: '/bin/sh', args: ['-c', body], timeLimit: LIMIT });
  const programs = [program('echo > begun; exec sleep 300'), program('echo > late')];
  const running = runInTurn(programs, { cwd, signal: controller.signal });
  await eventually(() => existsSync(join(cwd, 'begun')), 'the first has begun');
  controller.abort();
  expect((await running).map(({ ending }) => ending)).toEqual([{ kind: 'cancelled' }]);
  expect(existsSync(join(cwd, 'late'))).toBe(false);
});

test('a limit of memory is inherited by programs, and by those alone that are to have it', async () => {
  const cwd = temporaryFolder();
  const limits = { program: '/bin/sh', args: ['-c', 'ulimit -v'], cwd, timeLimit: LIMIT };
  expect((await run({ ...limits, memoryLimit: 2 * 1024 ** 3 })).stdout).toBe(`${2 * 1024 ** 2}\n`);
  expect((await run(limits)).stdout).toBe('unlimited\n');
});

test('a starter holds nothing of programs that have ended, nor do we', async () => {
  const { starter, shell } = await playing();
  await shell('exit 0');
  const openFiles = () => readdirSync(`/proc/${starter.pid}/fd`).length;
  const handles = () => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length;
  const before = { openFiles: openFiles(), handles: handles() };
  for (let round = 0; round < 25; round++) {
    await Promise.all(
      ['exit 0', 'exit 1', 'echo out; echo error >&2', 'kill -9 $$'].map((body) => shell(body)),
    );
  }
  expect({ openFiles: openFiles(), handles: handles() }).toEqual(before);
  const children = readFileSync(`/proc/${starter.pid}/task/${starter.pid}/children`, 'utf8');
  expect(children).toBe('');
});

test('a starter ends with its owner, and keeps it from nothing', async () => {
  const folder = temporaryFolder();
  const text = [
    `import { run } from '${import.meta.dirname}/run.ts';`,
    `const { stdout } = await run({ program: '/bin/sh', args: ['-c', 'echo $PPID'], cwd: '/', timeLimit: 10_000 });`,
    `console.log(stdout.trim());`,
  ];
  const file = place(join(folder, 'owner.mts'), text.join('\n'));
  // It ends by itself: nothing is awaited any more.
  const said = await new Commands().mustRun(
    [process.execPath, '--import', 'tsx', file],
    join(import.meta.dirname, '../..'),
  );
  const pid = Number(said);
  expect(pid).toBeGreaterThan(0);
  await eventually(() => !isAlive(pid), 'the starter is gone');
});
