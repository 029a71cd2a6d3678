import { expect, test } from 'vitest';
import { cellReport, divergedCell, verifiedCell } from '../../testing/cell-report.ts';
import { differs } from '../../testing/differs.ts';
import { reportOfCells } from '../../testing/report.ts';
import type { VerifiedCell } from '../cell-report.ts';
import { changeAtTheEnd, changeLines } from './change-lines.ts';
import { COMMENT, changeMarkdown } from './change-markdown.ts';
import { againstPhrase, baseName } from './change-words.ts';
import { compareReports } from './compare-reports.ts';

const size = differs('virtual-size', { expected: 1079296, actual: 1044480 });
const match = (name: string, version = '10.0.13') => cellReport({ case: name, version }) as VerifiedCell;
const wrong = (name: string, differences = [size], version = '10.0.13') =>
  divergedCell(differences, { case: name, version, reproduce: [`npx vitest run -t '${name}'`, 'cd x'] });

function compare(before: readonly VerifiedCell[], now: readonly VerifiedCell[]) {
  return compareReports({ path: 'old.json', report: reportOfCells(before) }, reportOfCells(now));
}

const mixed = compare(
  [match('a', '7.2.22'), match('a', '9.0.0'), wrong('b'), match('d'), wrong('e')],
  [
    wrong('a', [size], '7.2.22'),
    wrong('a', [size], '9.0.0'),
    match('b'),
    wrong('c'),
    wrong('e', [size, differs('format', { expected: 'a' })]),
  ],
);

test('a terminal gets the counts, and each case in a line, what has become worse first and with its command', () => {
  const lines = changeLines(mixed);
  expect(lines).toEqual([
    `against ${baseName(mixed)}: 1 improved, 3 regressed, 1 new (1 failing), 1 gone; 0 changed otherwise, 0 as before`,
    '',
    'regressed:',
    '  tiny qcow2 a @ 7.2.22-9.0.0: match -> diverged: virtual-size 1079296 -> 1044480',
    "    npx vitest run -t 'a'",
    '  tiny qcow2 e @ 10.0.13: diverged as before, and more is wrong: format "a" -> (absent)',
    "    npx vitest run -t 'e'",
    '',
    'improved:',
    '  tiny qcow2 b @ 10.0.13: diverged -> match',
    '',
    'new:',
    '  tiny qcow2 c @ 10.0.13: new, diverged: virtual-size 1079296 -> 1044480',
    '',
    'gone:',
    '  tiny qcow2 d @ 10.0.13: gone, was match',
  ]);
  expect(baseName(mixed)).toMatch(/^old\.json of 2026-11-2\d \d\d:33$/);
});

test('the end of a run tells what has become worse alone, and no more than ten cases of it', () => {
  expect(changeAtTheEnd(mixed).join('\n')).not.toMatch(/improved:|npx vitest/);
  const names = Array.from({ length: 25 }, (_, at) => `case-${at}`);
  const lines = changeAtTheEnd(
    compare(
      names.map((name) => match(name)),
      names.map((name) => wrong(name)),
    ),
  );
  expect(lines).toHaveLength(13);
  expect(lines.at(-1)).toBe('  and 15 more (parity.json, "change")');
});

test('the verdict says whether a run is worse than the older one', () => {
  expect(againstPhrase(mixed)).toMatch(
    /^3 REGRESSED against old\.json of \S+ \S+ \(1 improved, 3 regressed, 1 new \(1 failing\), 1 gone\)$/,
  );
  expect(againstPhrase(compare([match('a')], [match('a')]))).toMatch(/^no worse than old\.json of /);
});

test('a comment has the counts, then what has become worse with fields and command, then the rest folded away', () => {
  const text = changeMarkdown(mixed);
  const places = [
    '| regressed | 3 |',
    '#### 2 regressions',
    '**`tiny qcow2 a @ 7.2.22-9.0.0`** match -\\> diverged',
    '* `virtual-size`: expected `1079296`, actual `1044480` (candidate)',
    "```sh\nnpx vitest run -t 'a'\n```",
    '* `format`: expected `"a"`, actual absent (candidate)',
    '<details><summary>improved: 1 cell</summary>',
    '<details><summary>new: 1 cell</summary>',
    '<details><summary>gone: 1 cell</summary>',
  ].map((part) => text.indexOf(part));
  expect(Math.min(...places)).toBeGreaterThan(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('a comment fits, whatever has changed, and says what it leaves out', () => {
  const names = Array.from({ length: 3000 }, (_, at) => `case-${at}-${'ö'.repeat(50)}`);
  const [half, rest] = [names.slice(0, 1500), names.slice(1500)];
  const all = compare(
    [...half.map((name) => match(name)), ...rest.map((name) => wrong(name))],
    [...half.map((name) => wrong(name)), ...rest.map((name) => match(name)), match('new')],
  );
  const text = changeMarkdown(all);
  expect(Buffer.byteLength(text)).toBeLessThan(COMMENT);
  expect(text).toMatch(/and 1[0-4]\d\d more regressions \(parity\.json, "change"\)/);
  expect(text).toMatch(/\* and \d+ more \(parity\.json, "change"\)/);
  expect(text).toContain('new: 1 cell');
  expect(text.split('<details>').length).toBe(text.split('</details>').length);
});

test('nothing that a candidate has said means anything, to Markdown, a terminal or GitHub Actions', () => {
  const hostile = '`</details>\n::error::owned\u001b[2J ##[error]|@all <img src=x>';
  const reason = `create said ${hostile}`;
  const bad = verifiedCell('error', [
    { reader: 'candidate', result: 'error', reason },
    { reader: 'reference', result: 'diverged', differences: [differs(hostile, { actual: hostile })] },
  ]);
  const change = compare([cellReport() as VerifiedCell], [bad]);
  const markdown = changeMarkdown(change);
  const lines = changeLines(change).join('\n');
  for (const text of [markdown, lines]) {
    expect(text).toContain('owned');
    expect(text).not.toMatch(/^\s*::error/m);
    expect(text).not.toContain('##[');
    expect(text).not.toContain('\u001b');
  }
  // Outside of code nothing of it is left.
  const outside = markdown.replace(/`[^`\n]*`/g, '');
  expect(outside).not.toMatch(/owned|img|@all/);
});
