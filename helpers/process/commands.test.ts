import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { giveUp, Interrupted, keepTemporariesIn, lastError, mustRun, run, stream } from './commands.ts';

/** Running or not; a dead process that nobody has collected yet is not running. */
function isRunning(pid: string): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

test('exit codes are results, arguments stay as they are', async () => {
  const script = 'printf "%s|" "$@"; echo problem >&2; exit 3';
  const result = await run(['sh', '-c', script, 'sh', 'a  b', '$HOME', "it's"]);
  expect(result).toEqual({ code: 3, stdout: "a  b|$HOME|it's|", stderr: 'problem\n' });
  await expect(mustRun(['sh', '-c', 'echo problem >&2; exit 3'])).rejects.toThrow('sh: problem');
});

test('the error is the last one that apt names, not a warning after it', () => {
  const stderr = 'W: one\nE: Unable to locate package x\nW: two\n';
  expect(lastError({ code: 100, stdout: '', stderr })).toBe('Unable to locate package x');
  expect(lastError({ code: 7, stdout: '', stderr: '' })).toBe('failed with exit code 7');
});

test('programs speak untranslated and leave their temporary files with us', async () => {
  keepTemporariesIn('/somewhere');
  expect((await run(['sh', '-c', 'echo $LC_ALL $TMPDIR'])).stdout).toBe('C /somewhere\n');
});

// Last: there is no way back from it.
test('giving up ends programs with their workers, and starts none any more', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'commands-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const script = (name: string) => `sleep 600 & echo $! > ${name}.part && mv ${name}.part ${name}; wait`;
  const collected = run(['sh', '-c', script('one')], folder).catch((error) => error);
  const streamed = stream(['sh', '-c', `cd '${folder}'; ${script('two')}`]).failure.catch((error) => error);
  const workers = ['one', 'two'].map((name) => join(folder, name));
  await vi.waitUntil(() => workers.every((file) => existsSync(file)), { timeout: 10_000 });
  const pids = workers.map((file) => readFileSync(file, 'utf8').trim());
  expect(pids.map(isRunning)).toEqual([true, true]);
  await giveUp();
  expect(await collected).toBeInstanceOf(Interrupted);
  expect(await streamed).toBeInstanceOf(Interrupted);
  await vi.waitUntil(() => !pids.some(isRunning), { timeout: 10_000 });
  await expect(run(['true'])).rejects.toBeInstanceOf(Interrupted);
});
