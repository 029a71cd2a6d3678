import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { Commands } from './commands.ts';
import { isAlive } from './is-alive.ts';
import { farewellOf, lockFolder, REMOVE } from './lock.ts';

test('a folder is held by one at a time, and cleared away when it is released', async () => {
  const folder = join(temporaryFolder(), 'a folder');
  mkdirSync(folder);
  const lock = await lockFolder(folder, { farewell: REMOVE });
  expect(lock).toBeDefined();
  expect(await lockFolder(folder)).toBeUndefined();
  expect((await new Commands().run(farewellOf(folder, REMOVE))).code).toBe(75);
  expect(existsSync(folder)).toBe(true);
  await lock?.release();
  expect(existsSync(folder)).toBe(false);
});

test('who is patient gets it next', async () => {
  const folder = temporaryFolder();
  const first = await lockFolder(folder);
  const second = lockFolder(folder, { patience: 60 });
  await first?.release();
  const lock = await second;
  expect(lock).toBeDefined();
  await lock?.release();
});

test('a folder that cannot be locked is one line', async () => {
  await expect(lockFolder('/proc/nowhere')).rejects.toThrow(/^cannot lock \/proc\/nowhere: flock: .*$/);
});

test('with a process that is killed goes what it has started, and then what it holds', async () => {
  const folder = temporaryFolder();
  const held = join(folder, 'held');
  mkdirSync(held);
  // The first listens to signals, the second does not.
  const program = `
    import { spawn } from 'node:child_process';
    import { writeFileSync } from 'node:fs';
    import { lockFolder } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
    await lockFolder(${JSON.stringify(held)}, { farewell: ${JSON.stringify(REMOVE)} });
    const start = (script) => spawn('sh', ['-c', script], { detached: true }).pid;
    const pids = [start('sleep 600; :'), start("trap '' TERM; sleep 600 & wait; wait")];
    writeFileSync(${JSON.stringify(join(folder, 'pids'))}, pids.join(' ') + '\\n');
    setInterval(() => undefined, 1000);`;
  const tsx = import.meta.resolve('tsx');
  const child = spawn(process.execPath, ['--import', tsx, '--input-type=module', '-e', program]);
  const pids = () => (existsSync(join(folder, 'pids')) ? readFileSync(join(folder, 'pids'), 'utf8') : '');
  await eventually(() => pids().endsWith('\n'), 'it holds the folder');
  const started = pids().trim().split(' ').map(Number);
  expect(started.map(isAlive)).toEqual([true, true]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await eventually(() => !existsSync(held), 'what it held is gone');
  await eventually(() => !started.some(isAlive), 'what it has started is gone');
  rmSync(folder, { recursive: true });
});
