import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '../../testing/eventually.ts';
import { temporaryFolder } from '../../testing/temporary.ts';
import { run } from '../run.ts';
import { Alarm } from './alarm.mjs';

/** Keeps this process from hearing anything. */
function beBusy(milliseconds: number): void {
  for (const end = Date.now() + milliseconds; Date.now() < end; );
}

test('a program that ends while this process is busy is neither late nor said to have left anything', async () => {
  const folder = temporaryFolder();
  const args = ['-c', 'echo > begun; sleep 0.3; echo done'];
  const running = run({ program: '/bin/sh', args, cwd: folder, timeLimit: 1_000 });
  await eventually(() => existsSync(join(folder, 'begun')), 'it has begun');
  // From here timers come before what was heard meanwhile.
  setImmediate(() => beBusy(2_000));
  expect(await running).toMatchObject({ ending: { kind: 'exited', code: 0 }, stdout: 'done\n', stderr: '' });
});

test('an alarm goes off, unless it is cancelled', async () => {
  const heard: string[] = [];
  new Alarm(1, () => heard.push('one')).cancel();
  await new Promise<void>((done) => new Alarm(1, done));
  expect(heard).toEqual([]);
});
