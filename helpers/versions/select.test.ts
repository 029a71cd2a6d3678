import { expect, test } from 'vitest';
import { isSelector, selectVersions } from './select.ts';

const available = ['7.2.22', '1.20.0', '1.2.0', '10.0.13', '6.0.0', '8.2.0', '7.2.18', '10.0.2', '7.20.0'];
const ordered = ['1.2.0', '1.20.0', '6.0.0', '7.2.18', '7.2.22', '7.20.0', '8.2.0', '10.0.2', '10.0.13'];

const selections: [string | undefined, string[]][] = [
  [undefined, ordered],
  ['10.0.13', ['10.0.13']],
  ['7.2', ['7.2.18', '7.2.22']],
  ['7', ['7.2.18', '7.2.22', '7.20.0']],
  ['1.2', ['1.2.0']],
  ['1', ['1.2.0', '1.20.0']],
  ['6.0.0-8.2.0', ['6.0.0', '7.2.18', '7.2.22', '7.20.0', '8.2.0']],
  ['6.0.1-8.1.9', ['7.2.18', '7.2.22', '7.20.0']],
  ['6-7.2', ['6.0.0', '7.2.18', '7.2.22']],
  ['7.2.20-10', ['7.2.22', '7.20.0', '8.2.0', '10.0.2', '10.0.13']],
  ['latest', ['10.0.13']],
  ['10.0.13, 7.2 ,latest,7.2.18', ['7.2.18', '7.2.22', '10.0.13']],
];

test.for(selections)('%s', ([spec, versions]) => {
  expect(selectVersions(available, spec)).toEqual({ ok: true, versions });
});

const meaningless = [
  '10.0.x',
  'v7.2',
  '7.2.',
  '7.2-',
  '-7.2',
  '1.2.3.4',
  'newest',
  '7.2;8',
  '6 - 7',
  '6-7-8',
  // semver takes neither of these for numbers, and a candidate must not be judged at others than were meant.
  '10.00.13',
  '99999999999999999999',
  '7.2-99999999999999999999',
  '٧.٢',
];

test.for(meaningless)('"%s" is refused, with the forms there are', (spec) => {
  expect(selectVersions(available, `7.2,${spec}`)).toEqual({
    ok: false,
    problem: `PARITY_VERSIONS: "${spec}" is not a release (10.0.13), a line of releases (7.2), a range (6.0.0-8.2.0) or "latest"`,
  });
});

test.for(['9', '10.1', '10.0.1', '11.0.0', '8.2.1-9'])(
  '"%s" matches nothing, and the releases there are are listed',
  (spec) => {
    expect(selectVersions(available, `7.2,${spec}`)).toEqual({
      ok: false,
      problem: `PARITY_VERSIONS: "${spec}" matches no release; there are: ${ordered.join(' ')}`,
    });
  },
);

test.for(['', ',', ', ,', '7.2,', ',7.2'])('"%s" has an empty part, which is never left out', (spec) => {
  expect(selectVersions(available, spec)).toEqual({
    ok: false,
    problem: 'PARITY_VERSIONS: has an empty part; name a release there, or take its comma out',
  });
});

test.for([
  ['8-6', '6-8'],
  ['10.0.0-7.2.0', '7.2.0-10.0.0'],
] as const)('"%s" is a range the wrong way round, and the right way is told', ([spec, right]) => {
  expect(selectVersions(available, spec)).toEqual({
    ok: false,
    problem: `PARITY_VERSIONS: "${spec}" ends below where it begins; say ${right}`,
  });
});

test('a part whose end covers its start is none the wrong way round', () => {
  expect(selectVersions(available, '7.2.20-7')).toMatchObject({ versions: ['7.2.22', '7.20.0'] });
});

test('what was meant by a part that matches nothing may be known better', () => {
  const noneOf = (part: string) => (part === '9' ? 'is not here' : undefined);
  expect(selectVersions(available, '7.2,9', noneOf)).toMatchObject({
    problem: `PARITY_VERSIONS: "9" is not here; there are: ${ordered.join(' ')}`,
  });
  expect(selectVersions(available, '7.2,8.3', noneOf)).toMatchObject({
    problem: expect.stringContaining('"8.3" matches no release'),
  });
});

test('a list of ten thousand parts is as good as one', () => {
  const many = Array.from({ length: 10_000 }, (_, at) => `6.0.0-${10 + at}`).join();
  expect(selectVersions(available, many)).toMatchObject({ ok: true, versions: { length: 7 } });
});

test('where there is nothing, that is said', () => {
  expect(selectVersions([], undefined)).toEqual({ ok: true, versions: [] });
  expect(selectVersions([], 'latest')).toEqual({
    ok: false,
    problem: 'PARITY_VERSIONS: "latest" matches no release; there are: none',
  });
});

test('the form of a selection is told without any release', () => {
  expect(['10.0.13', '7.2,latest', '6-8.2.0'].map(isSelector)).toEqual([true, true, true]);
  expect(['', 'new', '7.2,', '7.2-x', '8-6', '7.02'].map(isSelector)).toEqual(Array(6).fill(false));
});

test('many releases are listed by ranges', () => {
  const many = [...available, '11.1.2', '11.1.3'];
  expect(selectVersions(many, '9')).toMatchObject({
    problem: expect.stringMatching(
      /there are: 1\.2\.0-1\.20\.0 6\.0\.0 7\.2\.18-7\.20\.0 8\.2\.0 10\.0\.2-10\.0\.13 11\.1\.2-11\.1\.3$/,
    ),
  });
});
