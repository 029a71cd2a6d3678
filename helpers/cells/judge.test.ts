import { expect, test } from 'vitest';
import type { StepResult } from '../pipeline/play.ts';
import { differs } from '../testing/differs.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { firstOf } from '../testing/recorded-suite.ts';
import { stepResult } from '../testing/step-result.ts';
import { compareEndings, compareOutputs, compareReading, differing, outputsOf, together } from './judge.ts';

const row = firstOf(suite.rows);
const type = firstOf(suite.outputTypes);
const info = (text: string) => stepResult('info', { stdout: text, role: 'observe' });
const exits = (code: number, name = 'create') => stepResult(name, { ending: { kind: 'exited', code } });

test('exit codes are compared exactly', () => {
  const judge = (...results: Parameters<typeof compareEndings>[1][number][]) =>
    compareEndings(row.steps, results, {
      exitCodes: new Map([['create', 1]]),
      stderr: new Map([['create', 'one\ntwo\n']]),
    });
  const create = { kind: 'exit code', step: 'create' };
  expect(judge(exits(1))).toEqual(differing([]));
  expect(judge(exits(2))).toEqual({
    kind: 'compared',
    differences: [{ location: create, expected: 1, actual: 2 }],
    lastWords: [{ step: 'create', candidate: '', reference: 'one\ntwo' }],
  });
  expect(judge(exits(0), info(''))).toEqual({
    kind: 'compared',
    differences: [{ location: create, expected: 1, actual: 0 }],
    lastWords: [{ step: 'create', candidate: '', reference: 'one\ntwo' }],
  });
});

const unusable: [Parameters<typeof compareEndings>[1][number]['ending'], string][] = [
  [{ kind: 'timed out', after: 2000 }, 'create was still running after 2 s and was killed: half a line'],
  [{ kind: 'signalled', signal: 'SIGABRT' }, 'create was ended by SIGABRT: half a line'],
  [
    { kind: 'too much output', limit: 1048576 },
    'create printed more than 1 MiB and was cut off: half a line',
  ],
];

test.for(unusable)('%o is no answer that could be compared', ([ending, reason]) => {
  const result = { ...stepResult('create'), ending, stderr: 'half a line\nmore' };
  expect(compareEndings(row.steps, [result], undefined)).toEqual({ kind: 'unusable', reason });
});

test('of two findings an unusable one is what counts', () => {
  const compared = differing([differs('a')]);
  const useless = { kind: 'unusable', reason: 'hung' } as const;
  expect(together(compared, useless)).toBe(useless);
  expect(together(useless, compared)).toBe(useless);
  expect(together(compared, compared)).toEqual(differing([differs('a'), differs('a')]));
});

test('outputs are compared with the baseline of their type', () => {
  const expected = outputsOf(row.outputs, [info('{"a": 1}')]);
  expect(compareOutputs(row.outputs, [info('{"a":1}\n')], expected)).toEqual([]);
  expect(compareOutputs(row.outputs, [info('{"a": 2}')], expected)).toEqual([
    differs('a', { expected: 1, actual: 2 }),
  ]);
  expect(compareOutputs(row.outputs, [], expected)).toMatchObject([{ actual: 'empty' }]);
});

test('where there are several outputs, a difference says in which', () => {
  const outputs = [
    { type: { ...type, name: 'first' }, step: 'create' },
    { type, step: 'info' },
  ];
  const created = stepResult('create', { stdout: '{"a": 1}' });
  const expected = outputsOf(outputs, [created, info('{"a": 1}')]);
  expect(compareOutputs(outputs, [created, info('{"a": 2}')], expected)).toEqual([
    { location: { kind: 'field', keys: ['a'], output: 'info' }, expected: 1, actual: 2 },
  ]);
});

/** What is found of an info in a tool's own words, where a release printed a document. */
function foundIn(shown: StepResult['shown'], code = 0, output = row.outputs) {
  const result = stepResult('info', {
    role: 'observe',
    ending: { kind: 'exited', code },
    stdout: 'words',
    ...(shown && { shown }),
  });
  const printed = JSON.stringify({ format: 'qcow2', 'virtual-size': 1048576 });
  return compareReading({ ...row, outputs: output }, [result], {
    exitCodes: new Map([['info', 0]]),
    outputs: new Map([
      [type, printed],
      [text, 'image: a'],
    ]),
    stderr: new Map(),
  });
}
const text = { ...type, name: 'tiny-text', comparison: 'text' } as const;

test('of what a tool shows in its own words only that is compared', () => {
  expect(foundIn({ format: 'qcow2' })).toEqual(differing([]));
  expect(foundIn({ format: 'raw' })).toEqual(
    differing([differs('format', { expected: 'qcow2', actual: 'raw' })]),
  );
});

test('words in which nothing is found are never a match', () => {
  const reason = 'info printed nothing that its dialect can read';
  expect(foundIn({})).toEqual({ kind: 'unusable', reason });
});

test('a reading that failed is told by its exit code, and not by what it printed', () => {
  expect(foundIn({}, 1)).toMatchObject({
    differences: [{ location: { kind: 'exit code', step: 'info' }, actual: 1 }],
  });
});

test('where both refuse there is nothing to compare of what either printed', () => {
  const refused = {
    ...stepResult('info', { role: 'observe', ending: { kind: 'exited', code: 1 } }),
    shown: {},
  };
  const expected = { exitCodes: new Map([['info', 1]]), outputs: new Map([[type, '']]), stderr: new Map() };
  expect(compareReading(row, [refused], expected)).toEqual(differing([]));
});

test('a dialect that reads fields where a text for people is recorded is told so', () => {
  const found = foundIn({ format: 'qcow2' }, 0, [{ type: text, step: 'info' }]);
  expect(found).toMatchObject({
    kind: 'unusable',
    reason: expect.stringContaining('it is to be unsupported'),
  });
});
