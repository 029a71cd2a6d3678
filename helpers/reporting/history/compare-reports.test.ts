import { describe, expect, test } from 'vitest';
import type { Judgement, Result } from '../../cells/verdict.ts';
import { type Difference, writeLocation } from '../../comparison/difference.ts';
import type { Reader } from '../../pipeline/reader.ts';
import { cellReport, verifiedCell } from '../../testing/cell-report.ts';
import { differs } from '../../testing/differs.ts';
import { reportOfCells } from '../../testing/report.ts';
import type { CellReport, VerifiedCell } from '../cell-report.ts';
import { verifiedCells } from '../counts.ts';
import { notJudged } from '../out-of-time.ts';
import type { Report } from '../report.ts';
import { type Change, KINDS, type Kind } from './change.ts';
import { compareReports } from './compare-reports.ts';

type Where = Partial<Pick<CellReport, 'suite' | 'target' | 'case' | 'version'>>;

const sides = { expected: 1, actual: 2 };
const diverged = (fields: readonly string[], reader: Reader = 'candidate', values = sides): Judgement => ({
  reader,
  result: 'diverged',
  differences: fields.map((field) => differs(field, values)),
});
const good = (reader: Reader): Judgement => ({ reader, result: 'match' });
const broken = (reason: string): Judgement => ({ reader: 'candidate', result: 'error', reason });

/** A cell for each way to end. */
const cell: Readonly<Record<Result, (where?: Where) => VerifiedCell>> = {
  match: (where) => cellReport(where) as VerifiedCell,
  known: (where) =>
    verifiedCell(
      'known',
      [
        {
          reader: 'candidate',
          result: 'known',
          differences: [differs('compat', sides)],
          reason: 'another default',
          origin: 'documented',
          link: 'https://instar.example',
        },
      ],
      where,
    ),
  diverged: (where) => verifiedCell('diverged', [diverged(['format'])], { ...where, reproduce: ['again'] }),
  stale: (where) =>
    verifiedCell('stale', [{ reader: 'candidate', result: 'stale', reason: 'nothing differs' }], where),
  skipped: (where) =>
    cellReport({
      ...where,
      outcome: { mode: 'verify', result: 'skipped', reason: 'no /dev/kvm' },
    }) as VerifiedCell,
  error: (where) => verifiedCell('error', [broken('create was ended by SIGSEGV')], where),
};

function compare(
  before: readonly VerifiedCell[],
  now: readonly VerifiedCell[],
  covers?: (one: { version: string }) => boolean,
): Change {
  return compareReports({ path: 'old.json', report: reportOfCells(before) }, reportOfCells(now), covers);
}

function kindOf(change: Change): Kind | 'equal' {
  const [kind] = KINDS.filter((one) => change.counts[one] > 0);
  return kind ?? 'equal';
}

/** What becomes of a cell that ended as the row says and ends as the column does. */
const TABLE: Readonly<Record<Result, Readonly<Record<Result, Kind | 'equal'>>>> = {
  match: {
    match: 'equal',
    known: 'otherwise',
    diverged: 'regressed',
    stale: 'otherwise',
    skipped: 'regressed',
    error: 'regressed',
  },
  known: {
    match: 'improved',
    known: 'equal',
    diverged: 'regressed',
    stale: 'improved',
    skipped: 'regressed',
    error: 'regressed',
  },
  diverged: {
    match: 'improved',
    known: 'improved',
    diverged: 'equal',
    stale: 'improved',
    skipped: 'regressed',
    error: 'regressed',
  },
  stale: {
    match: 'otherwise',
    known: 'otherwise',
    diverged: 'regressed',
    stale: 'equal',
    skipped: 'regressed',
    error: 'regressed',
  },
  skipped: {
    match: 'improved',
    known: 'improved',
    diverged: 'new',
    stale: 'improved',
    skipped: 'equal',
    error: 'new',
  },
  error: {
    match: 'improved',
    known: 'improved',
    diverged: 'improved',
    stale: 'improved',
    skipped: 'otherwise',
    error: 'equal',
  },
};
const pairs = Object.entries(TABLE).flatMap(([from, row]) =>
  Object.entries(row).map(([to, kind]) => [from as Result, to as Result, kind] as const),
);

test.for(pairs)('%s, then %s: %s', ([from, to, kind]) => {
  const change = compare([cell[from]()], [cell[to]()]);
  expect([kindOf(change), change.counts.equal]).toEqual([kind, kind === 'equal' ? 1 : 0]);
});

describe('a cell that failed before and fails now', () => {
  const of = (...judgements: Judgement[]) => [verifiedCell('diverged', judgements)];
  const errors = (...judgements: Judgement[]) => [verifiedCell('error', judgements)];
  const untold = (count: number): Judgement => ({
    reader: 'candidate',
    result: 'diverged',
    differences: [differs('a', sides), { location: { kind: 'untold', count } }],
  });

  test.for<[string, Kind | 'equal', VerifiedCell[], VerifiedCell[]]>([
    ['the same fields and values', 'equal', of(diverged(['a'])), of(diverged(['a']))],
    ['another field', 'regressed', of(diverged(['a'])), of(diverged(['b']))],
    ['a field more', 'regressed', of(diverged(['a'])), of(diverged(['a', 'b']))],
    ['a field less', 'improved', of(diverged(['a', 'b'])), of(diverged(['b']))],
    [
      'another value',
      'otherwise',
      of(diverged(['a'])),
      of(diverged(['a'], 'candidate', { expected: 1, actual: 3 })),
    ],
    ['another reader', 'regressed', of(diverged(['a'])), of(diverged(['a']), diverged(['a'], 'reference'))],
    [
      'a reader that finds less',
      'improved',
      of(diverged(['a']), diverged(['a'], 'reference')),
      of(diverged(['a']), good('reference')),
    ],
    [
      'a reader that reads no more',
      'otherwise',
      of(diverged(['a']), diverged(['a'], 'reference')),
      of(diverged(['a'])),
    ],
    [
      'the same by those with data alone',
      'regressed',
      of(diverged(['a'], 'reference')),
      of({ ...diverged(['a'], 'reference'), onData: true }),
    ],
    [
      'an error for another reason',
      'regressed',
      errors(broken('create was ended by SIGSEGV')),
      errors(broken('it left a file')),
    ],
    [
      'an error of other amounts',
      'otherwise',
      errors(broken('still running after 60 s')),
      errors(broken('still running after 6 s')),
    ],
    ['more that is not told', 'regressed', of(untold(70)), of(untold(71))],
    ['less that is not told', 'improved', of(untold(70)), of(untold(69), diverged([], 'check'))],
    ['fields that may not have been told before', 'improved', of(untold(70)), of(diverged(['b', 'c', 'd']))],
    ['too many to be told', 'regressed', of(diverged(['a'])), of(untold(70))],
    [
      'less in the document, and spoilt guest data',
      'regressed',
      of(untold(70)),
      of(diverged(['a']), diverged(['guest'], 'compare')),
    ],
  ])('%s', ([, kind, before, now]) => {
    expect(kindOf(compare(before, now))).toBe(kind);
  });

  const place = (location: Difference['location']): Difference => ({ location, ...sides });
  const many = (...others: Difference[]) =>
    of({ ...untold(80), differences: [...untoldOf(80), ...others] } as Judgement);
  const untoldOf = (count: number, output?: string): Difference[] => {
    const of = output === undefined ? {} : { output };
    return [
      { location: { kind: 'field', keys: ['a'], ...of }, ...sides },
      { location: { kind: 'untold', count, ...of } },
    ];
  };

  test.for<[string, Difference]>([
    ['an exit code', place({ kind: 'exit code', step: 'map' })],
    ['a failure', place({ kind: 'failure', step: 'map' })],
    ['what the check says', place({ kind: 'check', file: 'image.raw' })],
    ['guest data', place({ kind: 'guest content', file: 'image.raw' })],
    ['a file', place({ kind: 'file', file: 'work/x' })],
  ])('fewer differences than could be told do not hide %s', ([, other]) => {
    const change = compare(many(), of({ ...untold(0), differences: [other] } as Judgement));
    expect(kindOf(change)).toBe('regressed');
    expect(change.entries.regressed[0]?.appeared).toMatchObject([{ path: writeLocation(other.location) }]);
  });

  test('nor a difference of another output', () => {
    const by = (...differences: Difference[]): Judgement => ({
      reader: 'candidate',
      result: 'diverged',
      differences,
    });
    const before = of(by(...untoldOf(80, 'map')));
    const field = (output: string) => place({ kind: 'field', keys: ['b'], output });
    expect(kindOf(compare(before, of(by(field('map')))))).toBe('improved');
    expect(kindOf(compare(before, of(by(field('overlay_info')))))).toBe('regressed');
    const both = of(by(...untoldOf(80, 'map'), ...untoldOf(80, 'info')));
    const moved = of(by(...untoldOf(20, 'map'), ...untoldOf(90, 'info')));
    expect(kindOf(compare(both, moved))).toBe('regressed');
  });

  test('of files that are too many to be told the number counts too', () => {
    const file = (name: string) => place({ kind: 'file', file: name });
    const touched = (count: number, ...names: string[]): Judgement => ({
      ...{ reader: 'candidate', result: 'error', reason: 'it touched files' },
      differences: [...names.map(file), { location: { kind: 'untold', count } }],
    });
    const before = errors(touched(80, 'a', 'b'));
    expect(kindOf(compare(before, errors(touched(70, 'b', 'c'))))).toBe('improved');
    expect(kindOf(compare(before, errors(touched(90, 'b', 'c'))))).toBe('regressed');
  });

  test('says what is new, and not what was there before', () => {
    const { entries } = compare(
      of(diverged(['a'])),
      of(diverged(['a']), {
        reader: 'compare',
        result: 'diverged',
        differences: [
          { location: { kind: 'guest content', file: 'image.raw' }, expected: 'identical', actual: 'gone' },
        ],
      }),
    );
    expect(entries.regressed).toMatchObject([
      {
        from: 'diverged',
        to: 'diverged',
        appeared: [
          { reader: 'compare', path: 'guest content of image.raw', expected: 'identical', actual: 'gone' },
        ],
      },
    ]);
  });
});

test('what a reader found is not gone where it does not read any more', () => {
  const both = verifiedCell('diverged', [good('candidate'), diverged(['a'], 'reference')]);
  const known = { ...cell.known(), version: '9.0.0' };
  const change = compare(
    [both, known, cell.diverged({ case: 'b' })],
    [cell.match(), known, cell.match({ case: 'b' })],
  );
  expect(change.counts).toMatchObject({ improved: 1, otherwise: 1, equal: 1 });
  expect(change.entries.otherwise).toMatchObject([{ case: '1M-default', unread: ['reference'] }]);
  expect(change.notes).toEqual([
    '1 cell fewer readers looked at than before: no better, since what they found may still be there',
  ]);
});

test('a match that fewer have looked at is not as before, and worse is worse whoever looks', () => {
  const both = verifiedCell('match', [good('candidate'), good('reference')]);
  expect(kindOf(compare([both], [cell.match()]))).toBe('otherwise');
  expect(kindOf(compare([both], [cell.diverged()]))).toBe('regressed');
  expect(kindOf(compare([cell.match()], [both]))).toBe('equal');
});

test('cells of one report alone are new or gone, whatever their results, and failing ones are counted', () => {
  const change = compare(
    [cell.match({ version: '9.0.0' }), cell.diverged({ case: 'old' })],
    [cell.match({ version: '9.0.0' }), cell.diverged({ case: 'a' }), cell.match({ case: 'b' })],
  );
  expect(change.counts).toEqual({
    regressed: 0,
    improved: 0,
    new: 2,
    new_failing: 1,
    gone: 1,
    otherwise: 0,
    equal: 1,
  });
  expect(change.entries.new).toMatchObject([
    { case: 'a', from: null, to: 'diverged', reproduce: 'again' },
    { case: 'b', to: 'match' },
  ]);
  expect(change.entries.gone).toMatchObject([{ case: 'old', from: 'diverged', to: null }]);
});

test('what the newer run was not asked for is not gone', () => {
  const before = ['7.2.22', '9.0.0'].map((version) => cell.match({ version }));
  const change = compare(before, [], ({ version }) => version === '9.0.0');
  expect(change.entries.gone.map(({ releases }) => releases)).toEqual([['9.0.0']]);
});

test('what the time of the older run did not suffice for is new', () => {
  const reason = notJudged(300_000);
  const late = verifiedCell('error', [{ reader: 'reference', result: 'error', reason }], {
    isOutOfTime: true,
  });
  const report = reportOfCells([late], {}, { PARITY_TIME_LIMIT: '5' });
  const change = compareReports({ path: 'old.json', report }, reportOfCells([cell.diverged()]));
  expect(change.counts).toMatchObject({ new: 1, new_failing: 1, improved: 0 });
  expect(change.notes).toContain('the older run did not come to its end: what it did not play is new');
});

test('what an older run was not asked for is noted, since it is new and cannot have become worse', () => {
  const now = reportOfCells([cell.match(), cell.match({ suite: 'create' }), cell.match({ suite: 'dd' })]);
  const asked = { suites: ['tiny'], filter: '@ 10.0' };
  const old = reportOfCells([cell.match()], { asked });
  const notes = (report: Report) => compareReports({ path: 'old.json', report }, now).notes;
  expect(notes(old)).toEqual([
    "the older run was asked for -t '@ 10.0' alone: other cells are new",
    'the older run was not asked for create, dd: what is of these is new',
  ]);
  expect(notes({ ...now, shard: '1/3' })).toEqual([
    'the older run was shard 1/3 alone: cells of others are new',
  ]);
  expect(notes({ ...now, asked: null })).toEqual([]);
});

test.for<[string, Partial<Report>, readonly string[]]>([
  ['some cells', { asked: { suites: ['create', 'tiny'], filter: 'x' } }, []],
  ['a suite', { asked: { suites: ['tiny'], filter: null } }, ['tiny']],
  ['a share', { shard: '1/3' }, []],
  ['everything', {}, ['create', 'tiny']],
])('of a report of a run that was asked for %s the rest is left out, and not gone', ([, asked, gone]) => {
  const before = [cell.match(), cell.match({ suite: 'create' }), cell.match({ case: 'old' })];
  const now = reportOfCells([cell.match()], { asked: { suites: ['create', 'tiny'], filter: undefined } });
  const { entries, notes } = compareReports(
    { path: 'old.json', report: reportOfCells(before) },
    { ...now, ...asked },
  );
  expect(entries.gone.map(({ suite }) => suite)).toEqual(gone);
  const left = 2 - gone.length;
  const cells = `${left} ${left === 1 ? 'cell' : 'cells'}`;
  expect(notes).toEqual(
    left === 0 ? [] : [`the newer run was not asked for ${cells} of the older one: left out`],
  );
});

test('a case is told once for all releases at which the same has become of it, by suite', () => {
  const versions = ['10.0.13', '7.2.22', '9.0.0'];
  const of = (kind: Result, more: Where = {}) => versions.map((version) => cell[kind]({ ...more, version }));
  const last = { version: '11.0.0' };
  const { entries } = compare(
    [...of('match'), ...of('match', { suite: 'create' }), cell.match(last)],
    [...of('diverged'), ...of('error', { suite: 'create' }), cell.error(last)],
  );
  const ordered = ['7.2.22', '9.0.0', '10.0.13'];
  expect(entries.regressed).toMatchObject([
    { suite: 'create', to: 'error', releases: ordered },
    { suite: 'tiny', to: 'diverged', releases: ordered },
    { suite: 'tiny', to: 'error', releases: ['11.0.0'] },
  ]);
});

test('in what else two runs differ is noted', () => {
  const cells = verifiedCells([cellReport()]);
  const old = reportOfCells(cells, { harness: 'abc' }, { PARITY_READER: 'candidate' });
  const now = reportOfCells(cells, { harness: undefined }, { PARITY_SAFETY: 'malicious' });
  const candidate = { ...now.candidate, version: '0.5.0' };
  const change = compareReports({ path: 'old.json', report: old }, { ...now, candidate, truncated: true });
  expect(change.notes).toEqual([
    'another candidate: instar at /opt/instar (0.4.1) before, instar at /opt/instar (0.5.0) now',
    'another harness: commit abc before, unknown now',
    'PARITY_READER: candidate before, both now',
    'PARITY_SAFETY: safe before, malicious now',
    'the newer run did not come to its end',
  ]);
  expect(compareReports({ path: 'old.json', report: old }, old).notes).toEqual([]);
});
