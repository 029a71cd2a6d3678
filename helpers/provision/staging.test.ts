import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { createStaging, makeFolder, removeOwnStaging, sweepStaging } from './staging.ts';

test('what dead processes left is swept, everything else stays', () => {
  const folder = temporaryFolder();
  // No process has this id: Linux ends at 4194304. Process 1 lives, but is no provisioner: a re-used id.
  for (const name of ['.staging-4194305-trixie', '.staging-1-trixie', '.staging-x', 'x86_64', '10.0.13']) {
    mkdirSync(join(folder, name, 'content'), { recursive: true });
  }
  expect(sweepStaging(folder)).toBe(2);
  expect(readdirSync(folder).sort()).toEqual(['.staging-x', '10.0.13', 'x86_64']);
});

test('what a live provisioner is working on stays', async () => {
  const folder = temporaryFolder();
  const live = spawn(process.execPath, ['-e', 'console.log(1); setInterval(() => 0, 1e6)', 'provision']);
  onTestFinished(() => void live.kill('SIGKILL'));
  await once(live.stdout, 'data');
  mkdirSync(join(folder, `.staging-${live.pid}-trixie`));
  expect(sweepStaging(folder)).toBe(0);
});

test('a run removes its own', async () => {
  const folder = temporaryFolder();
  await createStaging(folder, 'trixie');
  mkdirSync(join(folder, `.staging-${process.pid}1-trixie`));
  removeOwnStaging(folder);
  expect(readdirSync(folder)).toEqual([`.staging-${process.pid}1-trixie`]);
});

test('a folder that does not exist is fine', () => {
  expect(sweepStaging(join(temporaryFolder(), 'none'))).toBe(0);
});

test('a folder that cannot be written to is one line', () => {
  const file = place(join(temporaryFolder(), 'file'), '');
  expect(() => makeFolder(join(file, 'binaries'))).toThrow(`cannot write to ${file}/binaries: ENOTDIR`);
});
