import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { Readable, Writable } from 'node:stream';
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
    // A shell would wait for its child; `sleep`, which the shell becomes, does not. The child reads from a pipe until
    // the test closes it, and so ends only after the shell has become `sleep`.
    const parent = spawn('/bin/sh', ['-c', 'cat <&3 >/dev/null & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    });
    const [, output, , pipe] = parent.stdio;
    if (!(output instanceof Readable && pipe instanceof Writable)) throw new Error('not started');
    try {
      const child = Number(await once(output, 'data'));
      await eventually(
        () => readFileSync(`/proc/${parent.pid}/comm`, 'utf8') === 'sleep\n',
        'the shell has become sleep',
      );
      expect(isAlive(child)).toBe(true);
      pipe.end();
      const state = () => readFileSync(`/proc/${child}/stat`, 'utf8').split(') ')[1]?.[0];
      await eventually(() => state() === 'Z', 'the child has ended');
      expect(isAlive(child)).toBe(false);
    } finally {
      parent.kill('SIGKILL');
    }
  },
);
