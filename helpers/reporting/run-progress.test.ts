import { expect, test } from 'vitest';
import { cellReport, divergedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { RunProgress } from './run-progress.ts';

const size = (by: number) => differs('virtual-size', { expected: 0, actual: by });

test('it is told how many cells have ended of how many, what is played, what was found, how long it takes', () => {
  const run = new RunProgress();
  expect(run.status(0, [])).toBe('0 cells');
  run.expect(4);
  expect(run.status(5_000, [])).toBe('0 of 4 cells');
  run.begin(10_000);
  run.begin(11_000);
  run.ended(cellReport());
  expect(run.status(11_000, ['create'])).toBe('1 of 4 cells · create');
  expect(run.status(13_000, ['create', 'dd'])).toBe('1 of 4 cells · create, dd · about 9 s left');
  run.ended(divergedCell([size(1)]));
  expect(run.status(310_000, [])).toBe('2 of 4 cells · 1 finding · about 5 min left');
  run.ended(divergedCell([size(1)], { version: '7.2.22' }));
  run.ended(divergedCell([size(2)]));
  expect(run.status(310_000, [])).toBe('4 of 4 cells · 2 findings');
});

test('a finding is told when the first of its kind appears', () => {
  const run = new RunProgress();
  expect(run.ended(cellReport())).toBeUndefined();
  expect(run.ended(divergedCell([size(1)]))).toBe('tiny qcow2 1M-default @ 10.0.13: virtual-size 0 -> 1');
  expect(run.ended(divergedCell([size(2)]))).toBeUndefined();
});

test('findings without end are told up to the twentieth, and then that there are more', () => {
  const run = new RunProgress();
  const told = Array.from({ length: 50 }, (_, at) => run.ended(divergedCell([differs('x'.repeat(at + 1))])));
  expect(told.slice(0, 20)).toEqual(Array(20).fill(expect.stringContaining('tiny qcow2 1M-default @ ')));
  expect(told[20]).toBe('further findings are told at the end of the run');
  expect(told.slice(21).filter((line) => line !== undefined)).toEqual([]);
  expect(run.status(0, [])).toContain('50 findings');
});

test('while recording, what was not recorded is counted', () => {
  const run = new RunProgress();
  run.ended(cellReport({ outcome: { mode: 'record', result: 'failed' } }));
  run.ended(cellReport({ outcome: { mode: 'record', result: 'written' } }));
  expect(run.status(0, ['create'])).toBe('2 cells · create · 1 not recorded');
});
