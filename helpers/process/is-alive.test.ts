import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { expect, test } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { isAlive } from './is-alive.ts';

test('this process lives, and so does one of somebody else', () => {
  expect(isAlive(process.pid)).toBe(true);
  expect(isAlive(1)).toBe(true);
});

test('a number that no process has is not alive', () => {
  expect(isAlive(99_999_999)).toBe(false);
});

test.skipIf(platform() !== 'linux')(
  'a process that has ended and was not waited for is not alive',
  async () => {
    // The shell becomes a program that waits for nobody, so its child stays as a zombie.
    const shell = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const pid = await new Promise<number>((resolve) => {
        shell.stdout.once('data', (text) => resolve(Number(text)));
      });
      const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
      await eventually(() => state() === 'Z', 'the child has ended');
      expect(isAlive(pid)).toBe(false);
    } finally {
      shell.kill('SIGKILL');
    }
  },
);
