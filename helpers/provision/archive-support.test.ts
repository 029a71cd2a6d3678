import { expect, test } from 'vitest';
import { parseArchiveLine } from './archive-line.ts';
import { type Entered, supportOf } from './archive-support.ts';

const at = (uri: string, suite: string): Entered => {
  const entry = { uri, suites: [suite], components: ['main'], options: {} };
  return { line: parseArchiveLine(`deb ${uri} ${suite} main`), entry };
};
const snapshot = (archive: string, date: string, suite: string) =>
  at(`https://snapshot.example/archive/${archive}/${date}`, suite);

const main = { uri: 'http://mirror.example/debian', suites: ['trixie'], components: ['main'], options: {} };
const host = {
  host: { family: 'debian', codename: 'trixie', name: 'Debian' },
  archives: { main, security: main },
} as const;

/** `suite of uri` of what helps, turn by turn. */
const turns = (one: Entered, all: Entered[], from: typeof host | undefined = undefined) =>
  supportOf(one, [one, ...all], from).map((turn) => turn.map(({ uri, suites }) => `${suites} of ${uri}`));
const name = ({ entry: { uri, suites } }: Entered) => `${suites} of ${uri}`;

test('of hundreds of dates a line is helped by its own', () => {
  const dates = ['20230101T000000Z', '20230201T000000Z', '20230301T000000Z'];
  const bases = dates.map((date) => snapshot('debian', date, 'bookworm'));
  const [, second, third] = bases as [Entered, Entered, Entered];
  expect(turns(snapshot('debian-security', '20230201T000000Z', 'bookworm-security'), bases)).toEqual([
    [name(second)],
  ]);
  expect(turns(snapshot('debian', '20230301T000000Z', 'bookworm-backports'), bases)).toEqual([[name(third)]]);
});

test('of dates none of which is its own a line is helped by the one that begins alike', () => {
  const times = ['20230201T031500Z', '20230301T031500Z', '20230301T091500Z', '20230401T031500Z'];
  const bases = times.map((time) => snapshot('debian', time, 'bookworm'));
  const security = snapshot('debian-security', '20230301T084500Z', 'bookworm-security');
  expect(turns(security, bases)).toEqual([[name(bases[1] as Entered)]]);
  expect(turns(security, bases.toReversed())).toEqual([[name(bases[2] as Entered)]]);
});

test('what a suite builds on comes first, and what is none of its kin last', () => {
  const security = at('https://mirror.example/security', 'bookworm-security');
  const base = at('https://mirror.example/all', 'bookworm');
  const sid = at('https://mirror.example/all', 'sid');
  expect(turns(security, [sid, base])).toEqual([[name(base)], [name(sid)]]);
  expect(turns(security, [sid], host)).toEqual([['bookworm of http://mirror.example/debian'], [name(sid)]]);
});

test.for([
  ['bookworm-backports', 'bookworm'],
  ['experimental', 'sid'],
  ['bookworm', 'bookworm'],
  ['testing', 'testing'],
  ['company', 'trixie'],
  ['company-security', 'trixie'],
] as const)('of the host %s is helped by %s', ([suite, base]) => {
  expect(turns(at('https://mirror.example/own', suite), [], host)).toEqual([[`${base} of ${main.uri}`]]);
});

test('before the release of the host comes what is named', () => {
  const rest = at('https://mirror.example/rest', 'rest');
  expect(turns(at('https://mirror.example/own', 'company'), [rest], host)).toEqual([
    [name(rest)],
    [`trixie of ${main.uri}`],
  ]);
});

test('an archive is no help to itself, however it is written', () => {
  const own = at(main.uri, 'trixie');
  expect(turns(own, [own, at(`${main.uri}/`, 'trixie')], host)).toEqual([]);
});
