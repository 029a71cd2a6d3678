import { expect, test } from 'vitest';
import { composeTriples, type Triple } from '../baselines/triple.ts';
import type { StepResult } from '../pipeline/play.ts';
import type { OutputType, Row } from '../pipeline/row.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { firstOf } from '../testing/recorded-suite.ts';
import { stepResult } from '../testing/step-result.ts';
import { compareEndings, compareOutputs, compareVirtualSize } from './judge.ts';

const row = firstOf(suite.rows);
const type = firstOf(suite.outputTypes);
const info = (text: string) => stepResult('info', { stdout: text, role: 'observe' });
const exits = (code: number, name = 'create') => stepResult(name, { ending: { kind: 'exited', code } });

function recorded(of: Row, ...results: StepResult[]): Map<OutputType, Triple> {
  const triples = composeTriples(of, '10.0.13', results);
  return new Map([...triples].map(([name, triple]) => [{ ...type, name }, triple]));
}

test('exit codes are compared exactly', () => {
  const baselines = recorded(row, exits(1));
  const judge = (...results: StepResult[]) => compareEndings(row, row.steps, results, baselines);
  expect(judge(exits(1))).toEqual({ kind: 'compared', differences: [] });
  expect(judge(exits(2))).toEqual({
    kind: 'compared',
    differences: [{ path: 'exit code of create', expected: 1, actual: 2 }],
  });
  expect(judge(exits(0), info(''))).toEqual({
    kind: 'compared',
    differences: [{ path: 'exit code of create', expected: 1, actual: 0 }],
  });
});

const unusable: [StepResult['ending'], string][] = [
  [{ kind: 'timed out', after: 2000 }, 'create was still running after 2 s and was killed: half a line'],
  [{ kind: 'signalled', signal: 'SIGABRT' }, 'create was ended by SIGABRT: half a line'],
  [
    { kind: 'too much output', limit: 1048576 },
    'create printed more than 1 MiB and was cut off: half a line',
  ],
];

test.for(unusable)('%o is no answer that could be compared', ([ending, reason]) => {
  const result = stepResult('create', { ending, stderr: 'half a line\nmore' });
  expect(compareEndings(row, row.steps, [result], recorded(row, exits(0), info('{}')))).toEqual({
    kind: 'unusable',
    reason,
  });
});

test('outputs are compared with the baseline of their type', () => {
  const baselines = recorded(row, exits(0), info('{"a": 1}'));
  expect(compareOutputs(row, [info('{"a":1}\n')], baselines)).toEqual([]);
  expect(compareOutputs(row, [info('{"a": 2}')], baselines)).toEqual([{ path: 'a', expected: 1, actual: 2 }]);
  expect(compareOutputs(row, [], baselines)).toMatchObject([{ path: '(document)', actual: 'empty' }]);
});

test('where there are several outputs, a difference says in which', () => {
  const two: Row = { ...row, outputs: { first: 'create', second: 'info' } };
  const baselines = recorded(two, stepResult('create', { stdout: '{"a": 1}' }), info('{"a": 1}'));
  const results = [stepResult('create', { stdout: '{"a": 1}' }), info('{"a": 2}')];
  expect(compareOutputs(two, results, baselines)).toEqual([{ path: 'info: a', expected: 1, actual: 2 }]);
});

test('a resize that the reference refuses is judged by the size that was asked for', () => {
  const rule = { file: 'image.vhd', end: '+63M', footer: 0 };
  const shows = (size: number | string) => [info(JSON.stringify({ 'virtual-size': size }))];
  expect(compareVirtualSize(shows(67108864), 1048576, rule)).toEqual([]);
  expect(compareVirtualSize(shows(67108863), 1048576, rule)).toEqual([
    { path: 'virtual-size', expected: 67108864, actual: 67108863 },
  ]);
  expect(compareVirtualSize(shows('67108864'), 1048576, rule)).toEqual([
    { path: 'virtual-size', expected: 67108864 },
  ]);
  expect(compareVirtualSize([info('no JSON')], 1048576, rule)).toHaveLength(1);
  // A footer behind the data may be counted or not.
  const withFooter = { ...rule, footer: 512 };
  expect(compareVirtualSize(shows(67108864), 1048576 + 512, withFooter)).toEqual([]);
  expect(compareVirtualSize(shows(67108864 + 512), 1048576 + 512, withFooter)).toEqual([]);
  expect(compareVirtualSize(shows(67108864 + 511), 1048576 + 512, withFooter)).toHaveLength(1);
});
