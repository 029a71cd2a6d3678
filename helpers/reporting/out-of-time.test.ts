import { expect, test } from 'vitest';
import { cellReport, verifiedCell } from '../testing/cell-report.ts';
import { reportOfCells } from '../testing/report.ts';
import type { VerifiedCell } from './cell-report.ts';
import { endOfRun } from './end-of-run.ts';
import { notJudged, outOfTimeLines } from './out-of-time.ts';
import { RunProgress } from './run-progress.ts';

const LIMIT = 300_000;
const reason = notJudged(LIMIT);
const done = cellReport() as VerifiedCell;
const late = Array.from({ length: 3000 }, (_, at) =>
  verifiedCell('error', [{ reader: 'reference', result: 'error', reason }], {
    case: `case ${at}`,
    isOutOfTime: true,
  }),
);

test('cells that the time did not suffice for are one line with their number, and counted as errors', () => {
  expect(outOfTimeLines([done, ...late], LIMIT)).toEqual([
    'TIME IS OVER: 3000 of 3001 cells were not judged, the time limit of 5 min for the run (PARITY_TIME_LIMIT) was over',
  ]);
  expect(outOfTimeLines([done], LIMIT)).toEqual([]);
  const { findings, counts } = endOfRun([done, ...late], 'parity.json');
  expect(findings).toEqual([]);
  expect(counts.join('\n')).toMatch(/^all +3001 +1 +0 +0 +0 +0 +3000$/m);
});

test('parity.json says that the limit was reached, and for how many cells', () => {
  const report = (cells: readonly VerifiedCell[], env: Record<string, string>) =>
    reportOfCells(cells, {}, env);
  expect(report([done, ...late], { PARITY_TIME_LIMIT: '5' })).toMatchObject({
    expected_cells: 3001,
    cells: { match: 1, error: 3000 },
    time_limit: { minutes: 5, reached: true, not_judged: 3000 },
  });
  expect(report([done], { PARITY_TIME_LIMIT: '5' }).time_limit).toEqual({
    minutes: 5,
    reached: false,
    not_judged: 0,
  });
  expect(report([done], {}).time_limit).toBeNull();
});

test('progress tells nothing of them but how many cells have ended', () => {
  const progress = new RunProgress();
  expect(late.slice(0, 9).flatMap((cell) => progress.ended(cell) ?? [])).toEqual([]);
  expect(progress.status(0, [])).toBe('9 cells');
});
