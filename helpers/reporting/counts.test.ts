import { expect, test } from 'vitest';
import { cellReport, verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import type { CellReport } from './cell-report.ts';
import { censusLines, countingLines, skipLines } from './census-lines.ts';
import {
  countGuestData,
  countJudged,
  countReadings,
  countResults,
  skipReasons,
  verifiedCells,
} from './counts.ts';

type Outcome = CellReport['outcome'];
const skipped: Outcome = { mode: 'verify', result: 'skipped', reason: 'no /dev/kvm' };
const known: Outcome = {
  mode: 'verify',
  result: 'known',
  judgements: [
    {
      reader: 'candidate',
      result: 'known',
      differences: [],
      reason: 'another default',
      origin: 'documented',
      link: 'x',
    },
  ],
};
const diverged: Outcome = {
  mode: 'verify',
  result: 'diverged',
  judgements: [
    { reader: 'candidate', result: 'match' },
    { reader: 'reference', result: 'diverged', differences: [differs('a', { expected: 1, actual: 2 })] },
    { reader: 'check', result: 'error', reason: 'broke' },
  ],
};

const reports = [
  ...['7.2.18', '7.2.22', '10.0.13'].map((version) => cellReport({ version })),
  cellReport({ target: 'raw', version: '7.2.18', outcome: skipped }),
  cellReport({ target: 'raw', version: '10.0.13', outcome: skipped }),
  cellReport({ target: 'raw', version: '7.2.22', outcome: known }),
  cellReport({ suite: 'create', version: '7.2.22', outcome: diverged, reproduce: ['x'] }),
  cellReport({ outcome: { mode: 'record', result: 'written' } }),
];
const cells = verifiedCells(reports);

test('cells that were recorded are not verified ones', () => {
  expect(cells).toHaveLength(7);
});

test('results are counted, with none left out', () => {
  expect(countResults(cells)).toEqual({ match: 3, known: 1, diverged: 1, stale: 0, skipped: 2, error: 0 });
  expect(skipReasons(cells)).toEqual({ 'no /dev/kvm': 2 });
});

test('a cell is judged where anybody compared, and read where that reader did', () => {
  // Three matches, the known one and the diverged one; the two skipped ones are not.
  expect(countJudged(cells)).toBe(5);
  expect(countReadings(cells)).toEqual({ candidate: 5, reference: 1 });
  const broken: Outcome = {
    mode: 'verify',
    result: 'error',
    judgements: [{ reader: 'candidate', result: 'error', reason: 'hung' }],
  };
  const checked: Outcome = {
    ...broken,
    judgements: [...broken.judgements, { reader: 'check', result: 'match' }],
  };
  const count = (outcome: Outcome) => countJudged(verifiedCells([cellReport({ outcome })]));
  expect([count(broken), count(checked)]).toEqual([0, 1]);
});

test('where images are written, it is told of how many a guest was asked', () => {
  const compared: Outcome = {
    mode: 'verify',
    result: 'match',
    judgements: [
      { reader: 'candidate', result: 'match' },
      { reader: 'compare', result: 'match' },
    ],
  };
  const written = verifiedCells([
    cellReport({ comparesData: true }),
    cellReport({ comparesData: true, outcome: compared }),
    cellReport(),
  ]);
  expect(countGuestData(written)).toEqual({ written: 2, compared: 1 });
  expect(censusLines(written)).toContain('guest data compared: 1 of 2 cells that write an image');
});

test('the census is counts by suite, who read, and where anything was not equal', () => {
  expect(censusLines(cells)).toEqual([
    'suite   cells  match  known  diverged  stale  skipped  error',
    'create      1      0      0         1      0        0      0',
    'tiny        6      3      1         0      0        2      0',
    'all         7      3      1         1      0        2      0',
    'read by the candidate: 5 of 5 judged cells; read back by a reference: 1',
    '',
    'suite   result    cells  releases         targets',
    'create  diverged      1  7.2.22           qcow2',
    'tiny    known         1  7.2.22           raw',
    'tiny    skipped       2  7.2.18, 10.0.13  raw',
  ]);
});

test('targets that end alike at the same releases are one line', () => {
  const alike = ['raw', 'vhd', 'qcow2'].map((target) => cellReport({ target, outcome: known }));
  expect(censusLines(verifiedCells(alike)).at(-1)).toBe('tiny   known       3  10.0.13   qcow2, raw, vhd');
});

test('what was skipped, noted and known is told by reason', () => {
  const noted = verifiedCell('match', [], {}, ['read by the reference alone', 'read by the reference alone']);
  expect(countingLines([...cells, noted]).slice(0, 10)).toEqual([
    '',
    'skipped:',
    '  2 × no /dev/kvm',
    '',
    'noted:',
    '  1 × read by the reference alone',
    '',
    'known:',
    '  1 × tiny raw: another default (documented, not yet seen)',
    '',
  ]);
});

test('of many reasons the most frequent are told', () => {
  const reasons = Array.from({ length: 40 }, (_, at) => `reason ${at}`);
  const many = [...reasons, 'reason 39'].map((reason) => cellReport({ outcome: { ...skipped, reason } }));
  const lines = skipLines(verifiedCells(many), 15);
  expect(lines).toHaveLength(17);
  expect([lines[1], lines.at(-1)]).toEqual(['  2 × reason 39', '  and 25 reasons more (parity.json)']);
});

test('a run without cells has a census too', () => {
  expect(censusLines([])).toHaveLength(3);
});

test('skips and notes that differ in the release alone are told once, and counted apart in parity.json', () => {
  const releases = ['6.0.0', '6.1.0', '7.0.0', '8.0.0'];
  const absent = releases.map((version) => {
    const reason = `qemu-img ${version} cannot build this fixture`;
    return cellReport({ version, outcome: { mode: 'verify', result: 'skipped', reason } });
  });
  const noted = releases.map((version) =>
    verifiedCell('match', [], { version }, [`read back by qemu-img 9.0.0: ${version} is not installed`]),
  );
  const all = verifiedCells([...absent, ...noted]);
  const lines = countingLines(all);
  expect(lines).toContain('  4 × qemu-img 6.0.0-8.0.0 cannot build this fixture');
  expect(lines).toContain('  4 × read back by qemu-img 9.0.0: 6.0.0-8.0.0 is not installed');
  expect(Object.keys(skipReasons(all))).toHaveLength(4);
});
