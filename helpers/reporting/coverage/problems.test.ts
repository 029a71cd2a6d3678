import { expect, test } from 'vitest';
import { madeHelp } from '../../testing/made-help.ts';
import type { CommandUses, Use } from './count-uses.ts';
import { coverageOf } from './coverage.ts';
import { problemsOf } from './problems.ts';
import type { Reasons } from './reasons.ts';

const help = madeHelp({
  dd: '  -f, --format FMT\n     x\n  -U\n     x\n  FILE\n     x',
  bench: '  -c COUNT\n     x',
});

const JUDGED: readonly Use[] = [{ suite: 'dd', judged: 1, fixtures: 0 }];
const FIXTURES: readonly Use[] = [{ suite: 'dd', judged: 0, fixtures: 2 }];

function problems(listed: Readonly<Record<string, readonly Use[]>>, reasons: Reasons): string[] {
  const own = Object.values(listed).flat().slice(0, 1);
  const dd: CommandUses = { own, listed: new Map(Object.entries(listed)), unlisted: new Map() };
  return problemsOf(coverageOf(help, new Map([['dd', dd]]), reasons), reasons);
}

const RIGHT = { bench: 'timing', dd: { '-U': 'alone' } };
const USED = { '-f': JUDGED, FILE: JUDGED };

test('a case or a reason for everything is right', () => {
  expect(problems(USED, RIGHT)).toEqual([]);
});

test.for<[string, Record<string, readonly Use[]>, Reasons, string]>([
  [
    'neither a case nor a reason',
    { FILE: JUDGED },
    { bench: 'timing' },
    'dd: neither a case nor a reason for -f and -U',
  ],
  ['a command without either', USED, { dd: RIGHT.dd }, 'bench: neither a case nor a reason for -c'],
  [
    'a reason and a case',
    USED,
    { ...RIGHT, dd: { '-U': 'alone', '-f': 'none' } },
    'dd: a reason for -f, and cases',
  ],
  [
    'a reason for all of a command that has cases',
    USED,
    { bench: 'timing', dd: 'none' },
    'dd: has a reason for all of it, and cases',
  ],
  [
    'a reason for what there is not',
    USED,
    { ...RIGHT, dd: { '-U': 'alone', '-x': 'none', '--format': 'none' } },
    'dd: a reason for -x and --format, which qemu-img 99.0.0 does not list by that name',
  ],
  [
    'a reason for no command',
    USED,
    { ...RIGHT, other: 'none' },
    'qemu-img 99.0.0 has no command "other", so that takes no reason',
  ],
])('%s is named', ([, listed, reasons, problem]) => {
  expect(problems(listed, reasons)).toEqual([problem]);
});

test('what fixtures alone use needs no reason, and may have one', () => {
  const listed = { ...USED, '-U': FIXTURES };
  expect(problems(listed, { bench: 'timing' })).toEqual([]);
  expect(problems(listed, RIGHT)).toEqual([]);
});
