import { expect, test } from 'vitest';
import { goalsOf } from './goals.ts';
import { goalsTable } from './goals-table.ts';
import type { PartName } from './part-names.ts';
import { partsTable } from './parts-table.ts';
import { resultsTable } from './results-table.ts';
import { type Sample, summarize } from './summary.ts';

const sample = (wall: number, cpu: number, cells?: number, parts: [string, number][] = []) =>
  ({
    wall,
    cpu,
    cells,
    parts: new Map(parts),
    memory: { rss: wall * 1e7, pss: wall * 5e6 },
  }) satisfies Sample;

const summaries = new Map<PartName, ReturnType<typeof summarize>>([
  ['floor', summarize([sample(10, 20)])],
  ['record', summarize([13, 12, 20].map((wall) => sample(wall, 2 * wall, 100)))],
  ['self-check', summarize([sample(30, 40, 100)])],
  ['verify-few', summarize([sample(4, 5, 100)])],
  ['verify-more', summarize([sample(5, 6.5, 1100)])],
  ['one-case', summarize([sample(1.6, 2, 7)])],
]);

test('medians are told with the least and the most, peaks of memory as they are', () => {
  expect(summaries.get('record')).toMatchObject({ wall: 13, fastest: 12, slowest: 20, cpu: 26, rss: 2e8 });
});

test('a row has what there is to be told of a part', () => {
  const rows = resultsTable(summaries, new Map([['record', 50]]));
  const words = (line = '') => line.trim().split(/ {2,}/);
  expect(words(rows[2])).toEqual([
    'record',
    '13.0',
    '12.0-20.0',
    '1.30',
    '26.0',
    '1.30',
    '100',
    '260.00',
    '50',
    '520.00',
    '200',
    '100',
  ]);
  expect(words(rows[1])).toEqual(['floor', '10.0', '10.0-10.0', '20.0', '100', '50']);
});

test('who has used the CPU is told in seconds and of a cell', () => {
  const split = sample(30, 40, 100, [
    ['programs', 20],
    ['starter', 5],
    ['workers', 10],
    ['main', 5],
  ]);
  const lines = partsTable(new Map([['self-check', split]])).map((line) => line.trim().split(/ {2,}/));
  expect(lines).toEqual([
    ['CPU by part', 'all', 'programs', 'starter', 'workers', 'main'],
    ['self-check, s', '40.0', '20.0', '5.0', '10.0', '5.0'],
    ['self-check, ms a cell', '400.00', '200.00', '50.00', '100.00', '50.00'],
  ]);
});

test('goals are reached, missed or not measured', () => {
  const lines = goalsTable(goalsOf(summaries)).map((line) => line.trim().split(/ {2,}/));
  expect(lines.slice(1)).toEqual([
    ['wall of record / floor', '1.30', '<= 1.3', 'reached'],
    ['wall of re-record / floor', '<= 1.3', 'not measured'],
    ['wall of self-check / self-check-floor', '<= 1.4', 'not measured'],
    ['CPU a cell of releases that are recorded and not installed', '1.50 ms', '<= 1 ms', 'missed'],
    ['wall of one-case', '1.60 s', '<= 1.5 s', 'missed'],
    ['memory of all processes at 30 releases (RSS)', '<= 700 MB', 'not measured'],
  ]);
});
