import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readIfThere } from '../../files/read.ts';
import { isAlive } from '../../process/is-alive.ts';
import { leftInScratch } from '../testbed.ts';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { runWhole } from './whole-run.ts';

const { ground } = await groundFor([]);

interface Trial {
  readonly name: string;
  readonly on: 'commit' | 'measure';
  /** `note PID` remembers a process that must be gone at the end */
  readonly script: string;
  readonly args: readonly string[];
  /** seconds for a step */
  readonly limit?: string;
  readonly says: RegExp;
}

/** Faults that could keep a run from ending, or leave something behind when it has ended. */
const TRIALS: readonly Trial[] = [
  {
    name: 'a hang',
    on: 'commit',
    script: 'sleep 1000 & note $!; note $$; wait',
    args: ['suites/commit', '-t', 'commit qcow2 '],
    limit: '3',
    says: /commit was still running after (?:3 s and was killed|2 s and was killed \(shorter limit after 3 )/,
  },
  {
    name: 'a process left behind',
    on: 'commit',
    script: 'sleep 1000 & note $!; "$REAL" "$@"',
    args: ['suites/commit', '-t', 'commit vmdk'],
    says: /commit exited but left running: sleep/,
  },
  {
    name: 'endless output',
    on: 'measure',
    script: 'note $$; exec yes',
    args: ['suites/measure', '-t', 'measure _size 1M-raw'],
    says: /measure printed more than/,
  },
  {
    name: 'a crash',
    on: 'commit',
    script: 'note $$; kill -SEGV $$',
    args: ['suites/commit', '-t', 'commit vmdk'],
    says: /commit was ended by SIGSEGV/,
  },
];

test.concurrent.for(TRIALS)('$name is an error of each of its cells', async (trial, context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const folder = join(ground.folder, trial.name);
  const { on, script, args, says, limit = '60' } = trial;
  const env = { PARITY_VERSIONS: ground.reference.release, PARITY_STEP_TIMEOUT: limit };
  const noted = join(ground.folder, `${trial.name}.pids`);
  const program = writeLauncher(ground.folder, trial.name, ground.reference.program, {
    on,
    script: `note() { echo "$1" >>'${noted}'; }\n${script}`,
  });
  const { ending, report } = await runWhole(folder, program, args, env);
  expect(ending).toEqual({ kind: 'exited', code: 1 });
  const { cells, failures, candidate } = report;
  expect(candidate).toMatchObject({ dialect: 'qemu-img', path: program, self_check: false });
  expect(cells).toEqual({ match: 0, known: 0, diverged: 0, stale: 0, skipped: 0, error: failures.length });
  expect(failures.length).toBeGreaterThan(1);
  for (const failure of failures) {
    expect(failure.suite).toBe(on);
    expect(failure.reason).toMatch(says);
    expect(failure.reproduce.length).toBeGreaterThan(0);
  }
  const pids = (readIfThere(noted) ?? '').trim().split('\n').map(Number);
  expect(pids.length).toBeGreaterThan(1);
  expect(pids.filter(isAlive)).toEqual([]);
  expect(await leftInScratch({ scratch: join(folder, 'scratch') })).toEqual([]);
});
