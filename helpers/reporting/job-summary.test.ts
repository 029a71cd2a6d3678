import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cellReport, divergedCell, verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { reportOfCells } from '../testing/report.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { annotations } from './annotations.ts';
import type { VerifiedCell } from './cell-report.ts';
import { compareReports } from './history/compare-reports.ts';
import { jobSummary } from './job-summary.ts';
import { writeJobSummary } from './job-summary-file.ts';

const size = differs('virtual-size', { expected: 1079296, actual: 1044480 });
const wrong = (name: string, differences = [size]) =>
  divergedCell(differences, { case: name, reproduce: [`npx vitest run -t '${name}'`] });
const match = cellReport({ case: 'fine' }) as VerifiedCell;
const skipped = cellReport({
  case: 'mute',
  outcome: { mode: 'verify', result: 'skipped', reason: 'no /dev/kvm' },
}) as VerifiedCell;

/** In the order in which they are to stand there. */
function inOrder(text: string, parts: readonly string[]): void {
  const places = parts.map((part) => text.indexOf(part));
  expect(Object.fromEntries(parts.map((part, at) => [part, (places[at] ?? -1) >= 0]))).toEqual(
    Object.fromEntries(parts.map((part) => [part, true])),
  );
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

test('a summary has the verdict, what else is wrong, the census, and what was found by cause', () => {
  const report = reportOfCells([match, wrong('a'), wrong('b'), skipped]);
  const failed = [{ name: 'tiny > baselines are whole', message: 'a stray file\nmend: rm x' }];
  const text = jobSummary({
    ...report,
    verdict: { ...report.verdict, reasons: ['TRUNCATED: 4 of 9 cells ran'], failed_tests: failed },
  });
  inOrder(text, [
    '## parity: failed',
    '2 of 3 judged cells diverged',
    '* `TRUNCATED: 4 of 9 cells ran`',
    '* `tiny > baselines are whole: a stray file mend: rm x`',
    '| suite | cells | match | known | diverged | stale | skipped | error |',
    '| tiny | 4 | 1 | 0 | 2 | 0 | 1 | 0 |',
    '| all | 4 | 1 | 0 | 2 | 0 | 1 | 0 |',
    '### 1 likely cause',
    '1. `tiny qcow2 a @ 10.0.13: virtual-size 1079296 -> 1044480 (the same in 1 other group)`',
    "   npx vitest run -t 'a'",
    '<details><summary>all 2 groups',
    '* `tiny qcow2 b @ 10.0.13: virtual-size 1079296 -> 1044480`',
    '* 1 × `no /dev/kvm`',
  ]);
});

test('a summary has what has changed, above what was found', () => {
  const before = reportOfCells([cellReport({ case: 'a' }) as VerifiedCell]);
  const report = reportOfCells([wrong('a')]);
  const change = compareReports({ path: 'old.json', report: before }, report);
  inOrder(jobSummary({ ...report, change }), ['| all |', '### parity: 1 REGRESSED', '### 1 likely cause']);
});

test('a summary fits, however much was found and said', () => {
  const words = 'ö'.repeat(400);
  const cells = Array.from({ length: 4000 }, (_, at) => {
    const fields = [differs(`field-${at}-${words}`, { expected: words, actual: at })];
    return divergedCell(fields, { case: `${at}-${words}`, reproduce: [`${words} ${at}`] });
  });
  const report = reportOfCells(cells);
  const change = compareReports({ path: 'old.json', report: reportOfCells([]) }, report);
  const failed = Array.from({ length: 999 }, () => ({ name: words, message: words }));
  const text = jobSummary({ ...report, change, verdict: { ...report.verdict, failed_tests: failed } });
  expect(Buffer.byteLength(text)).toBeLessThan(300 * 1024);
  expect(text).toMatch(/and \d+ more causes \(parity\.json\)/);
  expect(text.split('<details>').length).toBe(text.split('</details>').length);
});

const HOSTILE = '`</details>\n::error::owned\u001b[2J ##[error]|@all <img src=x>';
const bad = verifiedCell('error', [{ reader: 'candidate', result: 'error', reason: `it said ${HOSTILE}` }]);

test('nothing that a candidate has said means anything to GitHub', () => {
  const text = jobSummary(reportOfCells([bad]));
  expect(text).toContain('owned');
  expect(text).not.toMatch(/^\s*::error/m);
  expect(text.replace(/`[^`\n]*`/g, '')).not.toMatch(/owned|img|@all/);
  const [line = '', ...more] = annotations([bad]);
  expect(more).toEqual([]);
  expect(line).toMatch(/^::error title=[^\n]*owned/);
  expect(line).not.toContain('\n');
});

test('annotations are of causes, and of failed tests that nobody else annotates, ten at most', () => {
  const failed = Array.from({ length: 9 }, (_, at) => ({ name: `audit ${at}`, message: 'a: b\nc, d' }));
  const fields = Array.from({ length: 20 }, (_, at) => wrong(`case-${at}`, [differs(`field-${at}`)]));
  const lines = annotations(fields, failed);
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('::error title=parity%3A audit 0::a: b%0Ac, d');
  expect(lines.filter((line) => line.includes('audit'))).toHaveLength(4);
});

test('a run that is held against an older one is annotated with what has become worse alone', () => {
  const before = reportOfCells([cellReport({ case: 'a' }) as VerifiedCell, wrong('b')]);
  const now = [wrong('a'), wrong('b')];
  const change = compareReports({ path: 'old.json', report: before }, reportOfCells(now));
  expect(annotations(now, [], change)).toEqual([
    '::error title=parity%3A tiny qcow2 a::regressed: tiny qcow2 a @ 10.0.13: match -> diverged: virtual-size 1079296 -> 1044480',
  ]);
});

test('a summary is added to what is there; where it cannot be, that is a note', () => {
  const folder = temporaryFolder();
  const path = place(join(folder, 'summary.md'), 'of another step\n');
  const report = reportOfCells([match]);
  const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: path };
  expect(writeJobSummary(report, env)).toEqual([]);
  expect(readFileSync(path, 'utf8')).toBe(`of another step\n${jobSummary(report)}`);
  expect(writeJobSummary(report, { ...env, GITHUB_ACTIONS: 'false' })).toEqual([]);
  expect(writeJobSummary(report, { GITHUB_ACTIONS: 'true' })).toEqual([]);
  expect(readFileSync(path, 'utf8')).toBe(`of another step\n${jobSummary(report)}`);
  expect(writeJobSummary(report, { ...env, GITHUB_STEP_SUMMARY: folder })).toEqual([
    expect.stringMatching(/^note: the job summary cannot be written: EISDIR/),
  ]);
});
