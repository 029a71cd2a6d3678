import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { RESULTS } from '../../cells/verdict.ts';
import vboxImg from '../../dialects/vbox-img.ts';
import { cellsOfEveryResult } from '../../testing/cells-of-every-result.ts';
import { reportOfCells } from '../../testing/report.ts';
import { REPOSITORY } from '../../testing/run-vitest.ts';
import type { Report } from '../report.ts';
import { verdictPage } from './verdict-page.ts';

const report = reportOfCells(cellsOfEveryResult());
const page = verdictPage(report);

/** Rows of the table that begins with a column, cell by cell, without its head. */
function rowsOf(text: string, column: string): string[][] {
  const lines = text.split('\n');
  const from = lines.findIndex((line) => line.startsWith(`| ${column} |`)) + 2;
  const rows = lines.slice(from, from + lines.slice(from).findIndex((line) => !line.startsWith('|')));
  return rows.map((row) => row.slice(2, -2).split(' | '));
}

test('every cell of a run is counted, by suite and target', () => {
  expect(rowsOf(page, 'suite')).toEqual([
    ['create', 'vhd', '8', '6', '0', '2', '0', '0', '0'],
    ['tiny', 'qcow2', '5', '0', '1', '0', '1', '2', '1'],
    ['all', '', '13', '6', '1', '2', '1', '2', '1'],
  ]);
});

test('what is known is told with its reason, what is not by what differs, what was not judged with why', () => {
  expect(rowsOf(page, 'what it does')).toEqual([
    ['instar sets lazy refcounts', 'tiny qcow2', '1', '10.0.13', 'documented'],
  ]);
  expect(page).toContain('virtual-size 1079296 -> 1044480');
  expect(page).toContain('no answer within 60 s');
  expect(rowsOf(page, 'why')).toEqual([['the build has no zstd', '2']]);
});

test('a cell in which two readers see what is known is one cell', () => {
  const [first] = report.known;
  if (!first) throw new Error('nothing is known');
  const known = [first, { ...first, reader: 'candidate' }] as const;
  expect(rowsOf(verdictPage({ ...report, known }), 'what it does')).toMatchObject([{ 2: '1' }]);
});

test('nothing of the page is of one run alone', () => {
  const other = { ...report, started: '2027-01-01T00:00:00Z', harness: 'def', candidate_runs: 1 };
  const elsewhere = { ...other, candidate: { ...other.candidate, path: '/elsewhere/instar' } };
  expect(verdictPage(elsewhere)).toBe(page);
});

test('text in a table is neither markup nor the end of its cell', () => {
  const [first] = report.known;
  if (!first) throw new Error('nothing is known');
  const known = [{ ...first, reason: 'a | b\n<img>' }];
  expect(verdictPage({ ...report, known })).toContain('| a \\| b\\\\n\\<img> | ');
});

test('of a candidate that nothing was found in that is said', () => {
  const cells = cellsOfEveryResult().filter(({ outcome }) => outcome.result === 'match');
  const text = verdictPage(reportOfCells(cells));
  expect(text).toContain('## Known divergences\n\nNone.');
  expect(text).toContain('## What differs besides\n\nNothing.');
  expect(text).not.toContain('## What was not judged');
});

const parts: [string, Partial<Report>, string][] = [
  [
    'a self-check',
    { candidate: { ...report.candidate, self_check: true } },
    'it is the report of a self-check, which is no verdict on any tool',
  ],
  ['a shard', { shard: '1/3' }, 'it is the report of one shard; merge all of them'],
  [
    'a run that was cut short',
    { truncated: true },
    'it is the report of a run that was not played to its end',
  ],
  [
    'a run of some cells',
    { asked: { suites: ['tiny'], filter: '1M' } },
    'it is the report of a run that was filtered by name (-t)',
  ],
];

test.for(parts)('%s makes no page', ([, other, problem]) => {
  expect(() => verdictPage({ ...report, ...other })).toThrow(problem);
});

const kept = readFileSync(join(REPOSITORY, 'docs/vbox-img.md'), 'utf8');

test('docs/vbox-img.md tells every known divergence of the dialect, and no other', () => {
  const told = rowsOf(kept, 'what it does').map(([reason = '']) => reason.replace(/\\(.)/g, '$1'));
  const reasons = new Set(vboxImg.knownDivergences.map(({ reason }) => reason));
  expect([...told].sort()).toEqual([...reasons].sort());
});

test('docs/vbox-img.md adds up, and leaves nothing to be looked into', () => {
  const rows = rowsOf(kept, 'suite').map(([, , ...numbers]) => numbers.map(Number));
  const [all = []] = rows.slice(-1);
  for (const [cells, ...results] of rows) {
    expect(results).toHaveLength(RESULTS.length);
    expect(results.reduce((sum, count) => sum + count, 0)).toBe(cells);
  }
  const sums = all.map((_, at) => rows.slice(0, -1).reduce((sum, row) => sum + (row[at] ?? 0), 0));
  expect(sums).toEqual(all);
  const skipped = rowsOf(kept, 'why').reduce(
    (sum, [, count = '']) => sum + Number(count.replaceAll(',', '')),
    0,
  );
  expect(skipped).toBe(all[1 + RESULTS.indexOf('skipped')]);
  expect(kept).toContain('## What differs besides\n\nNothing.');
});
