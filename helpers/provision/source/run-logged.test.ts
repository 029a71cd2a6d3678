import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Commands } from '../../process/commands.ts';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { runLogged } from './run-logged.ts';

test('both outputs go behind what is in the log, and every line is heard', async () => {
  const folder = temporaryFolder();
  const log = place(join(folder, 'log'), 'before\n');
  const lines: string[] = [];
  const run = (script: string) =>
    runLogged(new Commands(), ['sh', '-c', script], folder, log, (line) => lines.push(line));
  expect(await run('pwd; echo problem >&2')).toBe(true);
  expect(await run('exit 3')).toBe(false);
  expect(lines).toEqual([folder, 'problem']);
  expect(readFileSync(log, 'utf8')).toBe(`before\n${folder}\nproblem\n`);
});

test('where the log cannot be written the program has ended all the same', async () => {
  const folder = temporaryFolder();
  const slow = ['sh', '-c', 'echo one; sleep 0.3; echo two; : > ended'];
  const run = runLogged(new Commands(), slow, folder, join(folder, 'nowhere/log'));
  await expect(run).rejects.toThrow('ENOENT');
  expect(existsSync(join(folder, 'ended'))).toBe(true);
});
