import { expect, test } from 'vitest';
import { parseOptions, releaseWanted, suiteWanted } from './options.ts';

test('nothing given', () => {
  expect(parseOptions([])).toEqual({
    help: false,
    list: false,
    force: false,
    images: true,
    ifEmpty: false,
    only: [],
    archives: [],
    keyrings: [],
    build: undefined,
    candidate: undefined,
    releases: [],
    timeLimit: 15 * 60_000,
  });
});

test('--time-limit is in minutes, and parts of them', () => {
  expect(parseOptions(['--time-limit', '90']).timeLimit).toBe(90 * 60_000);
  expect(parseOptions(['--time-limit=0.05']).timeLimit).toBe(3_000);
});

test('--only is repeatable and takes lists', () => {
  expect(parseOptions(['--only', '10.0, 7.2', '--only=trixie']).only).toEqual(['10.0', '7.2', 'trixie']);
});

test('--candidate goes with what says where it is fetched from', () => {
  const more = [
    '--archive',
    'deb https://mirror.example/debian sid contrib',
    '--keyring',
    'a.asc',
    '--force',
  ];
  const { candidate, archives, keyrings, force } = parseOptions(['--candidate', 'vbox-img', ...more]);
  expect([candidate?.package, archives.length, keyrings, force]).toEqual(['virtualbox', 1, ['a.asc'], true]);
});

test.each([
  [['--frob'], "Unknown option '--frob'; --help shows the options"],
  [['extra'], "Unexpected argument 'extra'; --help shows the options"],
  [['--only'], "Option '--only <value>' argument missing; --help shows the options"],
  [['--keyring', 'a.asc'], '--keyring is for the archives of --archive, and there is none'],
  [['--archive', 'sid'], "--archive 'sid': expected 'deb [option=value ...] URI suite component ...'"],
  [['--time-limit', '0'], "--time-limit needs minutes, e.g. 60, and 10080 at most; '0' is none"],
  [['--time-limit=1h'], "--time-limit needs minutes, e.g. 60, and 10080 at most; '1h' is none"],
  [['--time-limit', '1e9'], "--time-limit needs minutes, e.g. 60, and 10080 at most; '1e9' is none"],
  [['--candidate', 'qemu'], '--candidate qemu: there is no such candidate to fetch; there are: vbox-img'],
  [['--candidate', 'vbox-img', '--only', 'sid'], '--candidate takes no --only: that is about releases'],
  [['--candidate', 'vbox-img', '--if-empty'], '--candidate takes no --if-empty: that is about releases'],
  [['--candidate', 'vbox-img', '--list'], '--candidate takes no --list: that is about releases'],
  [['--candidate', 'vbox-img', '--build', '.'], '--build goes alone: --candidate is about what is fetched'],
  [['--only', '10.0,'], '--only needs a release or a suite, e.g. --only 10.0'],
])('%j is one clear line', (argv, line) => {
  expect(() => parseOptions(argv)).toThrow(new Error(line));
});

test.each([
  ['bookworm', 'bookworm', true],
  ['bookworm', 'bookworm-security', true],
  ['bookworm-security', 'bookworm', false],
  ['book', 'bookworm', false],
  ['10.0', 'bookworm', true],
])('--only %s leaves %s in question: %s', (term, suite, expected) => {
  expect(suiteWanted([term], suite)).toBe(expected);
});

test.each([
  ['10.0', '10.0.13', true, true],
  ['10', '10.0.13', true, true],
  ['1', '10.0.13', true, false],
  ['10.0.1', '10.0.13', true, false],
  ['10.0.13', '10.0.13', true, true],
  ['7.2.22', '7.2', false, true],
  ['7.2.22', '7.2.18', true, false],
  ['7.3', '7.2', false, false],
  ['11.2', '', false, true],
  ['trixie', '10.0.13', true, true],
  ['sid', '10.0.13', true, false],
])('--only %s, release %s (whole: %s) of trixie: %s', (term, release, exact, expected) => {
  expect(releaseWanted([term], 'trixie', release, exact)).toBe(expected);
});
