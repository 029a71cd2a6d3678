import { expect, test } from 'vitest';
import type { Result } from '../cells/verdict.ts';
import { reportOfCells } from '../testing/report.ts';
import { type Badge, badgeOf } from './badge.ts';
import type { Counts } from './counts.ts';
import type { Change } from './history/change.ts';
import type { Report } from './report.ts';
import { summaryLine } from './summary-line.ts';

const none: Counts = { match: 0, known: 0, diverged: 0, stale: 0, skipped: 0, error: 0 };
const bare = reportOfCells([]);

/** A report with these counts; of those that pass, unless a test wants it otherwise. */
function report(
  counts: Partial<Record<Result, number>>,
  more: Partial<Omit<Report, 'verdict'>> & { verdict?: Partial<Report['verdict']> } = {},
): Report {
  const cells = { ...none, ...counts };
  const { match, known, diverged, stale } = cells;
  const passed = diverged + stale + cells.error === 0;
  const verdict = { ...bare.verdict, passed, ...more.verdict };
  return { ...bare, cells, judged: match + known + diverged + stale, ...more, verdict };
}

const candidate = { dialect: 'qemu-img', path: null, version: null, self_check: true };
const change = (regressed: number, newFailing = 0) =>
  ({
    counts: { improved: 3, regressed, new: newFailing, new_failing: newFailing, gone: 0 },
  }) as unknown as Change;
const failed = { passed: false };

test.for<[string, Report, Omit<Badge, 'schemaVersion' | 'label'>]>([
  ['all match', report({ match: 7821, skipped: 9 }), { message: '7,821 match', color: 'brightgreen' }],
  ['some known', report({ match: 7, known: 2 }), { message: '7 match, 2 known', color: 'green' }],
  ['some diverged', report({ match: 7, diverged: 1234 }), { message: '1,234 diverged', color: 'red' }],
  [
    'all that can be wrong',
    report({ diverged: 1, error: 2, stale: 3 }),
    { message: '1 diverged, 2 errors, 3 stale', color: 'red' },
  ],
  ['stale alone', report({ match: 7, stale: 3 }), { message: '3 stale', color: 'orange' }],
  ['a self-check', report({ match: 7 }, { candidate }), { message: '7 match', color: 'blue' }],
  [
    'nothing judged',
    report({ skipped: 7 }, { verdict: failed }),
    { message: 'nothing judged', color: 'lightgrey' },
  ],
  [
    'cancelled',
    report({ match: 7 }, { verdict: { ...failed, cancelled: true } }),
    { message: 'cancelled', color: 'lightgrey' },
  ],
  [
    'failed for something else',
    report({ match: 7 }, { verdict: failed }),
    { message: '7 match, but the run failed', color: 'orange' },
  ],
  [
    'no worse than before',
    report({ diverged: 2 }, { change: change(0), verdict: { passed: true } }),
    { message: '2 diverged, none of it worse', color: 'yellow' },
  ],
  [
    'no worse than before, where some of it was not there',
    report({ diverged: 2, error: 1 }, { change: change(0, 3), verdict: { passed: true } }),
    { message: '2 diverged, 1 error, 3 new', color: 'yellow' },
  ],
  [
    'worse than before',
    report({ diverged: 2 }, { change: change(1) }),
    { message: '2 diverged, 1 regressed', color: 'red' },
  ],
])('the badge of a run: %s', ([, of, expected]) => {
  const label = of.candidate.self_check ? 'parity self-check' : 'instar parity';
  expect(badgeOf(of)).toEqual({ schemaVersion: 1, label, ...expected });
});

test('the line for scripts has the same words in the same order, and nothing that a shell would take for anything', () => {
  expect(summaryLine(report({ match: 3, skipped: 1 }))).toBe(
    'verdict=passed judged=3 match=3 known=0 diverged=0 stale=0 skipped=1 error=0 improved=none regressed=none candidate=instar-0.4.1',
  );
  const odd = { dialect: 'in st$(ar)', path: '/x', version: "0.4'1", self_check: false };
  const line = summaryLine(report({ diverged: 1 }, { candidate: odd, change: change(2) }));
  expect(line).toMatch(/^verdict=failed .* improved=3 regressed=2 candidate=in_st__ar_-0\.4_1$/);
  expect(line).toMatch(/^(?:[a-z]+=[\w.+-]+ ?)+$/);
  expect(summaryLine(report({}, { candidate, verdict: { ...failed, cancelled: true } }))).toMatch(
    /^verdict=cancelled .* candidate=self-check$/,
  );
});
