import { expect, test } from 'vitest';
import { cellReport, divergedCell, verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { reportOfCells } from '../testing/report.ts';
import { verifiedCells } from './counts.ts';

const place = { suite: 'create', target: 'qcow2', case: '1M-default', version: '7.2.22' };
const link = 'https://instar.example/quirks';
const known = verifiedCell('known', [
  {
    reader: 'candidate',
    result: 'known',
    differences: [differs('compat', { expected: '1.1', actual: '0.10' })],
    reason: 'another default',
    origin: 'documented',
    link,
  },
]);
const wrong = verifiedCell(
  'error',
  [
    { reader: 'candidate', result: 'match' },
    {
      reader: 'reference',
      result: 'diverged',
      differences: [differs('a', { expected: 1, actual: 2 })],
      lastWords: [{ step: 'create', candidate: 'no room', reference: '' }],
    },
    { reader: 'check', result: 'error', reason: 'broke' },
    { reader: 'compare', result: 'error', reason: 'gone', onData: true },
  ],
  { ...place, reproduce: ['x'], keptFiles: '/kept/case-1', builtBy: '7.2.18: 7.2.22 is not installed' },
  ['read back by 7.2.18'],
);
const READ_BACK = { reader: 'reference', result: 'match' } as const;
const skipped = (version: string, reason: string) =>
  cellReport({ version, outcome: { mode: 'verify', result: 'skipped', reason } });

test('parity.json has one failure for each reader that found something, with all that is told of it', () => {
  const common = {
    ...place,
    reproduce: ['x'],
    notes: ['read back by 7.2.18'],
    baseline: cellReport().baseline,
    files: '/kept/case-1',
    fixture: '7.2.18: 7.2.22 is not installed',
  };
  expect(reportOfCells([wrong]).failures).toEqual([
    {
      ...common,
      reader: 'reference',
      result: 'diverged',
      differences: [{ path: 'a', expected: 1, actual: 2 }],
      last_words: [{ step: 'create', candidate: 'no room', reference: '' }],
    },
    { ...common, reader: 'check', result: 'error', reason: 'broke', differences: [] },
    { ...common, reader: 'compare', result: 'error', reason: 'gone', on_data: true, differences: [] },
  ]);
});

test('parity.json says what differs where it is expected to, with the reason and where it stands', () => {
  expect(reportOfCells([known]).known).toEqual([
    {
      suite: 'tiny',
      target: 'qcow2',
      case: '1M-default',
      version: '10.0.13',
      reader: 'candidate',
      reason: 'another default',
      origin: 'documented',
      link,
      differences: [{ path: 'compat', expected: '1.1', actual: '0.10' }],
      baseline: cellReport().baseline,
    },
  ]);
});

test('parity.json says how every cell ended, by case, of skipped ones why and of others who has looked', () => {
  const { cells, cases } = reportOfCells(
    verifiedCells([
      cellReport({ version: '10.0.13' }),
      cellReport({ version: '9.0.0' }),
      skipped('7.2.22', 'no driver'),
      skipped('8.0.0', 'no zstd'),
      verifiedCell('match', [READ_BACK, { reader: 'candidate', result: 'match' }], {
        case: '2M',
        version: '9.0.0',
      }),
    ]),
  );
  const tiny = { suite: 'tiny', target: 'qcow2' };
  const { baseline } = cellReport();
  const play = (name: string) =>
    `PARITY_BINARY=/opt/instar PARITY_REPORT=parity-report/again npx vitest run suites/tiny -t 'tiny qcow2 ${name} @'`;
  expect(cases).toEqual([
    {
      ...tiny,
      case: '1M-default',
      results: [
        { result: 'skipped', releases: ['7.2.22'], reason: 'no driver', baseline },
        { result: 'skipped', releases: ['8.0.0'], reason: 'no zstd', baseline },
        { result: 'match', releases: ['9.0.0', '10.0.13'], readers: ['candidate'], baseline },
      ],
      play: play('1M-default'),
    },
    {
      ...tiny,
      case: '2M',
      results: [{ result: 'match', releases: ['9.0.0'], readers: ['candidate', 'reference'], baseline }],
      play: play('2M'),
    },
  ]);
  expect(cells).toMatchObject({ match: 3, skipped: 2 });
});

test('cells of a case stand apart where others have looked at them', () => {
  const { cases } = reportOfCells([
    verifiedCell('match', [READ_BACK], { version: '9.0.0' }),
    verifiedCell('match', [READ_BACK, { ...READ_BACK, onData: true }], { version: '10.0.13' }),
    ...verifiedCells([cellReport({ version: '11.0.0' })]),
  ]);
  expect(cases[0]?.results).toMatchObject([
    { releases: ['9.0.0', '10.0.13'], readers: ['reference'] },
    { releases: ['11.0.0'], readers: ['candidate'] },
  ]);
});

test('parity.json has the causes as the terminal tells them: a line, and their groups, the story first', () => {
  const of = (name: string, field: string) =>
    divergedCell([differs(field, { expected: 1, actual: 2 })], { case: name });
  const { causes, groups } = reportOfCells([of('1M', 'format'), of('2M', 'size'), of('3M', 'size')]);
  expect(causes.map(({ groups: places }) => places.map((at) => groups[at]?.case))).toEqual([
    ['2M', '3M'],
    ['1M'],
  ]);
  expect(groups.map(({ summary }) => summary)).toEqual(['format 1 -> 2', 'size 1 -> 2', 'size 1 -> 2']);
  expect(causes[0]?.line).toBe('tiny qcow2 2M @ 10.0.13: size 1 -> 2 (the same in 1 other group)');
});

test("the run's settings, its harness and what changed in the checkout are told; what is not known is null", () => {
  const report = reportOfCells(
    [wrong],
    { truncated: true, expectedCells: 9 },
    { PARITY_READER: 'reference' },
  );
  expect(report).toMatchObject({
    started: '2026-11-21T13:33:59.000Z',
    harness: 'abc',
    settings: { PARITY_READER: 'reference', PARITY_SAFETY: 'safe' },
    candidate: { dialect: 'instar', path: '/opt/instar', version: '0.4.1', self_check: false },
    versions: ['7.2.22'],
    asked: { suites: ['create'], filter: null },
    expected_cells: 9,
    truncated: true,
    changed_files: null,
    verdict: { passed: false, line: expect.stringMatching(/1 error · instar at \/opt\/instar \(0\.4\.1\)$/) },
  });
  expect(reportOfCells([wrong], { harness: undefined }).harness).toBeNull();
  expect(reportOfCells([wrong], { asked: undefined }).asked).toBeNull();
  const asked = { suites: ['create', 'dd'], filter: '@ 10.0' };
  expect(reportOfCells([wrong], { asked }).asked).toEqual(asked);
  const changes = [{ path: '/elsewhere/manifest.json', what: 'changed' }] as const;
  expect(reportOfCells([wrong], { changes }).changed_files).toEqual([
    { file: '/elsewhere/manifest.json', what: 'changed' },
  ]);
});

test('what has passed says so', () => {
  expect(reportOfCells(verifiedCells([cellReport(), known])).verdict.passed).toBe(true);
  expect(reportOfCells([wrong]).verdict.passed).toBe(false);
});
