import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import type { Safety } from '../pipeline/safety.ts';
import { VARIABLES } from '../plan/settings.ts';
import { describeMend, RECORDED_WITH, recordCommand } from './mend.ts';
import { mendLines } from './mend-all.ts';
import type { Recording } from './recording.ts';

function recording(suite: string | undefined, ...releases: string[]): Recording {
  return { kind: 'record', suite, releases };
}

test('one command records all suites and releases that are meant, each once and in order', () => {
  const recordings = [
    recording('tiny', '10.0.13'),
    recording('dd', '7.2.22'),
    recording('tiny', '7.2.22'),
    recording('dd'),
  ];
  expect(recordCommand(recordings, {})).toBe(
    'PARITY_VERSIONS=7.2.22,10.0.13 npx vitest run -u suites/dd suites/tiny',
  );
});

test('all suites and all releases are those that are not named', () => {
  expect(recordCommand([recording('tiny', '7.2.22'), recording(undefined, '8.0.0')], {})).toBe(
    'PARITY_VERSIONS=7.2.22,8.0.0 npx vitest run -u',
  );
  const all: Recording = { kind: 'record', suite: 'dd', releases: 'all' };
  expect(recordCommand([recording('tiny', '7.2.22'), all], {})).toBe(
    'npx vitest run -u suites/dd suites/tiny',
  );
});

test('the safeties are those of the images, and said where they are not the default', () => {
  const of = (...safeties: (Safety | undefined)[]) =>
    recordCommand(
      safeties.map((safety) => ({ ...recording('measure'), ...(safety ? { safeties: [safety] } : {}) })),
      { PARITY_SAFETY: 'safe,malformed,malicious' },
    );
  const plain = 'npx vitest run -u suites/measure';
  expect(of(undefined)).toBe(plain);
  expect(of('safe', undefined)).toBe(plain);
  // The setting may only add to the default.
  expect(of('malformed')).toBe(`PARITY_SAFETY=malformed,safe ${plain}`);
  expect(of('malformed', undefined)).toBe(`PARITY_SAFETY=malformed,safe ${plain}`);
  expect(of('safe', 'malformed', 'malformed')).toBe(`PARITY_SAFETY=malformed,safe ${plain}`);
});

test('settings that decide with what is recorded, and where, are passed on as they were given', () => {
  const given = Object.fromEntries(VARIABLES.map((name) => [name, `my ${name}`]));
  expect(describeMend(recording('tiny', '8.0.0'), { ...means, given })[0]).toBe(
    `PARITY_VERSIONS=8.0.0 ${RECORDED_WITH.map((name) => `${name}='my ${name}'`).join(' ')} npx vitest run -u suites/tiny`,
  );
  expect(VARIABLES).toEqual(expect.arrayContaining([...RECORDED_WITH]));
});

const means = { given: {}, installed: ['7.2.22', '8.0.0'], recorded: ['7.2.22', '9.2.0'] };
const TITLE = 'what is wrong with the baselines is mended by';

test('of nothing there is nothing to say', () => {
  expect(mendLines([], means)).toEqual([]);
});

test('what belongs to nobody is removed first, and what is derived of its suite follows', () => {
  const mends = [
    { kind: 'remove', path: '/eo/b', suite: 'tiny' },
    { kind: 'remove', path: "/eo/a's", suite: 'tiny' },
    { kind: 'remove', path: '/pages/a' },
  ] as const;
  expect(mendLines(mends, means)).toEqual([
    TITLE,
    `  rm '/eo/a'\\''s' /eo/b /pages/a && PARITY_VERSIONS=7.2.22 npx vitest run -u suites/tiny`,
  ]);
  expect(mendLines([...mends, { kind: 'remove', path: '/eo/c', isFolder: true }], means)[1]).toMatch(
    /^ {2}rm -r '/,
  );
});

test('where any release does, none is recorded that was not before', () => {
  expect(mendLines([recording('tiny')], means)[1]).toBe(
    '  PARITY_VERSIONS=7.2.22 npx vitest run -u suites/tiny',
  );
  expect(mendLines([recording('tiny'), recording('dd', '8.0.0')], means)[1]).toBe(
    '  PARITY_VERSIONS=8.0.0 npx vitest run -u suites/dd suites/tiny',
  );
});

test('what a checkout may still have is restored, also where it could be recorded; the rest is recorded or told', () => {
  const mends = [
    recording('tiny', '8.0.0'),
    recording('tiny', '9.2.0'),
    { ...recording('tiny', '9.2.0'), restore: { root: '/eo', files: ['tiny/9.2.0/x'] } },
    { ...recording('dd', '7.2.22'), restore: { root: '/eo', files: ['dd/7.2.22/x', 'dd/7.2.22/y'] } },
  ];
  expect(mendLines(mends, means)).toEqual([
    TITLE,
    '  git -C /eo checkout dd/7.2.22/x dd/7.2.22/y tiny/9.2.0/x && PARITY_VERSIONS=8.0.0 npx vitest run -u suites/tiny',
    'if what git would restore was changed on purpose: PARITY_VERSIONS=7.2.22 npx vitest run -u suites/dd',
    'not installed here, so to be recorded elsewhere: qemu-img 9.2.0',
  ]);
});

test('many releases are ranges: in a command among what is installed, in words among all', () => {
  const many = ['6.0.0', '6.1.0', '6.2.0', '7.0.0', '9.0.0'];
  const there = { given: {}, installed: [...many, '8.0.0'], recorded: [...many, '9.2.0'] };
  expect(mendLines([recording('dd', ...many)], there)[1]).toBe(
    '  PARITY_VERSIONS=6.0.0-7.0.0,9.0.0 npx vitest run -u suites/dd',
  );
  const elsewhere = { ...there, installed: ['8.0.0'] };
  expect(mendLines([recording('dd', ...many)], elsewhere)).toEqual([
    'not installed here, so to be recorded elsewhere: qemu-img 6.0.0-7.0.0, 9.0.0',
  ]);
  // What else is installed there, nobody knows.
  expect(describeMend(recording('dd', ...many), elsewhere)[0]).toBe(
    'where qemu-img 6.0.0-7.0.0, 9.0.0 is installed: PARITY_VERSIONS=6.0.0,6.1.0,6.2.0,7.0.0,9.0.0 npx vitest run -u suites/dd',
  );
  expect(describeMend(recording('dd'), elsewhere)[0]).toBe(
    'record suites/dd where one of qemu-img 6.0.0-7.0.0, 9.0.0-9.2.0 is installed',
  );
});

test('without any release there is no command that could not run', () => {
  expect(mendLines([recording('tiny'), recording('dd', '8.0.0')], { ...means, installed: [] })).toEqual([
    'no qemu-img is installed to record with (npm run provision)',
  ]);
});

test('what a checkout mends needs no release', () => {
  const mend = { ...recording('dd', '8.0.0'), restore: { root: resolve('eo'), files: ['x'] } };
  expect(mendLines([mend], { ...means, installed: [] })).toEqual([TITLE, '  git checkout eo/x']);
});

test('another release than the recorded ones is never recorded by the way', () => {
  const foreign = { given: {}, installed: ['8.2.2'], recorded: ['7.2.22', '9.2.0'] };
  const all: Recording = { kind: 'record', suite: 'dd', releases: 'all' };
  for (const mend of [recording('dd'), all]) {
    expect(describeMend(mend, foreign)[0]).toBe(
      'record suites/dd where one of qemu-img 7.2.22, 9.2.0 is installed',
    );
    expect(mendLines([mend], foreign)).toEqual([
      'not installed here, so to be recorded elsewhere: one of qemu-img 7.2.22, 9.2.0',
    ]);
    const both = { ...foreign, installed: ['7.2.22', '8.2.2'] };
    const command = 'PARITY_VERSIONS=7.2.22 npx vitest run -u suites/dd';
    expect(describeMend(mend, both)[0]).toBe(command);
    expect(mendLines([mend], both)).toEqual([TITLE, `  ${command}`]);
    // The first baselines of all are of whatever is there.
    expect(describeMend(mend, { ...foreign, recorded: [] })[0]).toMatch(/npx vitest run -u suites\/dd$/);
  }
  expect(describeMend(recording('dd', '9.2.0'), foreign)[0]).toBe(
    'where qemu-img 9.2.0 is installed: PARITY_VERSIONS=9.2.0 npx vitest run -u suites/dd',
  );
});

test('what only a person can mend is said once', () => {
  const what = 'remove its entry';
  expect(
    mendLines(
      [
        { kind: 'by hand', what },
        { kind: 'by hand', what },
      ],
      means,
    ),
  ).toEqual([what]);
});
