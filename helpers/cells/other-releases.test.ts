import { expect, test } from 'vitest';
import type { Expectation } from '../baselines/expectation.ts';
import { writeDifference } from '../comparison/difference.ts';
import { stepsOf } from '../pipeline/row.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { firstOf } from '../testing/recorded-suite.ts';
import { stepResult } from '../testing/step-result.ts';
import { compareReading } from './judge.ts';
import { withOtherReleases } from './other-releases.ts';

const row = firstOf(suite.rows);
const { type } = firstOf(row.outputs);

/** What the releases of a made-up history printed; undefined: it refused. */
const HISTORY: Readonly<Record<string, object | undefined>> = {
  '5.2.0': undefined,
  '7.2.18': { size: 1, extra: { deep: 1 } },
  '7.2.22': { size: 1, extra: { deep: 2 } },
  '10.0.2': { size: 2 },
  '11.1.3': { size: 2, extra: { deep: 2 } },
};
const recorded = Object.keys(HISTORY);

function expectationAt(version: string): Expectation {
  const printed = HISTORY[version];
  return {
    exitCodes: new Map(printed ? [['info', 0]] : []),
    outputs: new Map([[type, printed ? JSON.stringify(printed) : '']]),
    stderr: new Map(),
  };
}

function said(actual: object, release: string): Record<string, string | undefined> {
  const results = [stepResult('info', { stdout: JSON.stringify(actual), role: 'observe' })];
  const judge = (other: Expectation) => compareReading(row, results, other);
  const expectation = (_: unknown, version: string) =>
    version === '7.2.18' ? undefined : expectationAt(version);
  const history = { recorded, expectation };
  const held = { row, release, steps: stepsOf(row, 'observe'), judge };
  const found = withOtherReleases(judge(expectationAt(release)), held, history);
  if (found.kind !== 'compared') throw new Error(found.reason);
  return Object.fromEntries(found.differences.map(writeDifference).map(({ path, as }) => [path, as]));
}

test('a difference says which other releases answer so', () => {
  expect(said({ size: 2, extra: { deep: 2 } }, '7.2.22')).toEqual({ size: '10.0.2 and newer' });
  expect(said({ size: 1, extra: { deep: 2 } }, '11.1.3')).toEqual({ size: '7.2.22' });
});

test('an answer that nobody ever gave is said to be of nobody', () => {
  expect(said({ size: 3, extra: { deep: 2 } }, '11.1.3')).toEqual({ size: undefined });
});

test('a release that does not have what holds the value has not answered so', () => {
  // 10.0.2 has no `extra`, and 5.2.0 has printed nothing at all.
  expect(said({ size: 1, extra: { deep: 3 } }, '7.2.22')).toEqual({ 'extra.deep': undefined });
});

test('an output as a whole, and an exit code, are answers only of a release that came so far', () => {
  // 5.2.0 refused before anything was observed, so it has printed no garbage and exited with nothing.
  const results = [
    stepResult('info', { stdout: 'no JSON', role: 'observe', ending: { kind: 'exited', code: 3 } }),
  ];
  const judge = (other: Expectation) => compareReading(row, results, other);
  const held = { row, release: '11.1.3', steps: stepsOf(row, 'observe'), judge };
  const expectation = (_: unknown, version: string) => expectationAt(version);
  const found = withOtherReleases(judge(expectationAt('11.1.3')), held, { recorded, expectation });
  expect(found).toMatchObject({
    differences: [{ actual: 3 }, { actual: expect.stringContaining('not JSON') }],
  });
  expect(JSON.stringify(found)).not.toContain('"as"');
});

test('an answer is said to be that of a release only where all is known that differs from it', () => {
  const flood = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`key ${at}`, at]));
  // Beside what is told here, more differs from each release, and that may be the size.
  expect(Object.values(said({ ...flood, size: 2 }, '7.2.22')).filter(Boolean)).toEqual([]);
});
