import { expect, test } from 'vitest';
import { cellReport, divergedCell, verifiedCell } from '../testing/cell-report.ts';
import type { VerifiedCell } from './cell-report.ts';
import { verifiedCells } from './counts.ts';
import { verdictPhrase } from './verdict-line.ts';

const fine = { failedTests: 0, runErrors: 0, tooLittle: false };
const match = verifiedCells([cellReport()]);
const skipped = verifiedCells([
  cellReport({ outcome: { mode: 'verify', result: 'skipped', reason: 'no /dev/kvm' } }),
]);
const error = verifiedCell('error', [{ reader: 'candidate', result: 'error', reason: 'broke' }]);
const times = (count: number, cells: readonly VerifiedCell[]) =>
  Array.from({ length: count }, () => cells).flat();

test('what was judged is counted apart from what was skipped', () => {
  const cells = [...times(16, match), ...times(132, [divergedCell([])]), ...times(12, skipped)];
  expect(verdictPhrase(cells, fine)).toBe('132 of 148 judged cells diverged, 16 match, 0 known; 12 skipped');
  expect(verdictPhrase(match, fine)).toBe('0 of 1 judged cell diverged, 1 match, 0 known; 0 skipped');
});

test('whatever else went wrong is named', () => {
  const stale = verifiedCell('stale', [{ reader: 'candidate', result: 'stale', reason: 'equal' }]);
  expect(
    verdictPhrase([...match, ...times(3, [error]), stale], { failedTests: 2, runErrors: 1, tooLittle: true }),
  ).toBe(
    '0 of 2 judged cells diverged, 1 match, 0 known; 0 skipped; 3 errors, 1 stale, 2 other tests failed, 1 error of the run itself, FAILED',
  );
});

test('a run that judged nothing says so', () => {
  expect(verdictPhrase([...times(12, skipped), error], fine)).toBe('nothing was judged; 12 skipped; 1 error');
  expect(verdictPhrase([], fine)).toBe('no cell ran');
  expect(verdictPhrase([], { ...fine, tooLittle: true })).toBe('no cell ran; FAILED');
});
