import { expect, test } from 'vitest';
import type { Ending } from '../process/run.ts';
import { CandidatePatience, SHORTER_LIMIT } from './patience.ts';

const HUNG: Ending = { kind: 'timed out', after: 60_000 };
const DONE: Ending = { kind: 'exited', code: 1 };
const KILLED: Ending = { kind: 'signalled', signal: 'SIGSEGV' };

/** The limit of the next step, after steps that ended so. */
function after(steps: readonly (readonly [Ending, number])[], timeLimit = 60_000) {
  const patience = new CandidatePatience();
  for (const [ending, took] of steps) patience.ended(ending, took);
  return patience.next(timeLimit);
}

const hung = (times: number) => Array.from({ length: times }, () => [HUNG, 60_000] as const);

test('two time-outs change nothing', () => {
  expect(after([...hung(2), [KILLED, 10], [DONE, 10]])).toEqual({ timeLimit: 60_000 });
});

test('after three the limit is ten times what the slowest step took that ended, and two seconds at least', () => {
  expect(after(hung(3))).toEqual({ timeLimit: 2_000, why: SHORTER_LIMIT });
  expect(after([[DONE, 2], ...hung(3)])).toMatchObject({ timeLimit: 2_000 });
  expect(after([[DONE, 234.5], [DONE, 100], ...hung(4)])).toMatchObject({ timeLimit: 2_400 });
  // What was killed has not shown how long it takes.
  expect(after([[KILLED, 5_000], ...hung(3)])).toMatchObject({ timeLimit: 2_000 });
});

test('a step that ends later than others makes the limit longer again', () => {
  expect(after([...hung(3), [DONE, 900]])).toMatchObject({ timeLimit: 9_000 });
});

test('the limit is never above the one in force, and then there is nothing to say of it', () => {
  expect(after([[DONE, 7_000], ...hung(3)])).toEqual({ timeLimit: 60_000 });
  expect(after(hung(3), 500)).toEqual({ timeLimit: 500 });
  expect(after(hung(3), 2_000)).toEqual({ timeLimit: 2_000 });
});
