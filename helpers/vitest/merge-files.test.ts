import type { RunnerTask, RunnerTestCase, RunnerTestFile } from 'vitest';
import { expect, test } from 'vitest';
import { mergeFiles } from './merge-files.ts';

type State = 'pass' | 'fail' | 'skip';

/** The test file of one shard, with one test. */
function part(state: State, left = false): RunnerTestFile {
  const one = { type: 'test', name: 'audit', meta: left ? { parityLeft: true } : {}, result: { state } };
  const file = {
    type: 'suite',
    name: 'tiny.test.ts',
    id: '1',
    mode: 'run',
    tasks: [one as unknown as RunnerTask],
  };
  return { ...file, result: { state: state === 'fail' ? 'fail' : 'pass' } } as unknown as RunnerTestFile;
}

function endOf(parts: readonly RunnerTestFile[]): unknown {
  const { tasks, result } = mergeFiles(parts);
  const [one, ...others] = tasks as RunnerTestCase[];
  expect(others).toEqual([]);
  return [one?.result?.state, result?.state];
}

test('a test that every shard plays has failed where it failed in any', () => {
  expect(endOf([part('pass'), part('fail'), part('pass')])).toEqual(['fail', 'fail']);
  expect(endOf([part('fail'), part('pass')])).toEqual(['fail', 'fail']);
  expect(endOf([part('pass'), part('pass')])).toEqual(['pass', 'pass']);
});

test('a test that was left to another shard is as it ended there', () => {
  expect(endOf([part('skip', true), part('pass')])).toEqual(['pass', 'pass']);
  expect(endOf([part('skip', true), part('fail')])).toEqual(['fail', 'fail']);
});

test('a test that nobody has played is there all the same', () => {
  expect(endOf([part('skip', true), part('skip', true)])).toEqual(['skip', 'pass']);
});
