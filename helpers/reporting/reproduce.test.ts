import fc from 'fast-check';
import { expect, test } from 'vitest';
import qemuImg from '../dialects/qemu-img.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Plan } from '../plan/plan.ts';
import { VARIABLES, type Variable } from '../plan/settings.ts';
import { run } from '../process/run.ts';
import { suite } from '../testing/project/suites/tiny/tiny.ts';
import { firstOf } from '../testing/recorded-suite.ts';
import { shellQuote } from '../text/shell-quote.ts';
import { PASSED_ON, reproduction, settingsOfRun } from './reproduce.ts';

const row = firstOf(suite.rows);
const tool = (program: string): Tool => ({ dialect: qemuImg, program, companions: {}, release: '10.0.13' });

test('first the one test, then each step by who plays it, in an empty directory', () => {
  const players = { builder: undefined, candidate: tool('/my tools/img'), reference: tool('/ref/qemu-img') };
  const env = { PARITY_BINARY: '/my tools/img', PARITY_READER: undefined };
  expect(reproduction({ row, version: '10.0.13' }, players, { root: '/project', settings: env })).toEqual([
    `PARITY_BINARY='/my tools/img' PARITY_VERSIONS=10.0.13 npx vitest run suites/tiny -t 'tiny qcow2 1M-default @ 10\\.0\\.13$'`,
    'cd "$(mktemp -d)"',
    "'/my tools/img' create -f qcow2 image.qcow2 1M",
    "'/my tools/img' info --output=json image.qcow2",
    '/ref/qemu-img info --output=json image.qcow2',
  ]);
});

test('every setting is passed on as it was written, but for those that decide nothing about a cell', () => {
  const said = Object.fromEntries(VARIABLES.map((name) => [name, `as ${name}`]));
  const candidate = { dialect: 'mine', path: '/found', version: undefined, selfCheck: false };
  const plan = { candidate, settings: { given: said, root: '/project', report: '/project/out' } };
  const { PARITY_BINARY, PARITY_REPORT, ...rest } = settingsOfRun(plan as unknown as Plan);
  expect(PARITY_BINARY).toBe('/found');
  // The report that says what to play stays, also where it was played again itself.
  expect(PARITY_REPORT).toBe('out/again');
  const again = { ...plan, settings: { ...plan.settings, report: '/project/out/again' } };
  expect(settingsOfRun(again as unknown as Plan).PARITY_REPORT).toBe('out/again');
  expect(rest).toEqual(Object.fromEntries(PASSED_ON.map((name) => [name, `as ${name}`])));
  const instead: Variable[] = ['PARITY_BINARY', 'INSTAR_BINARY_PATH', 'PARITY_VERSIONS', 'PARITY_REPORT'];
  const ofTheRun: Variable[] = [
    'PARITY_REQUIRE_CANDIDATE',
    'PARITY_MIN_JUDGED',
    'PARITY_TIME_LIMIT',
    'PARITY_BASE',
  ];
  const places: Variable[] = ['PARITY_SCRATCH'];
  expect([...PASSED_ON, ...instead, ...ofTheRun, ...places].sort()).toEqual([...VARIABLES].sort());
});

test('an image that is not safe is played two folders below what it may name', () => {
  const image = { id: 'bad-one', safety: 'malicious', needs: [] } as const;
  const players = { builder: undefined, candidate: tool('/img'), reference: undefined };
  const bad = { row: { ...row, image }, version: '10.0.13' };
  expect(reproduction(bad, players, { root: '/project', settings: {} }).slice(1, 3)).toEqual([
    'cd "$(mktemp -d)" && mkdir -p case/work && cd case/work',
    '(cd /project && npx tsx helpers/images/cli.ts bad-one "$OLDPWD" "$OLDPWD/../..")',
  ]);
});

test('an image gets the name by which the row is played', () => {
  const names = { 'an image.raw': 'an image.raw.img' };
  const image = { id: 'one', safety: 'safe', needs: [], names } as const;
  const players = { builder: undefined, candidate: tool('/img'), reference: undefined };
  const named = { row: { ...row, image }, version: '10.0.13' };
  expect(reproduction(named, players, { root: '/project', settings: {} }).slice(2, 4)).toEqual([
    '(cd /project && npx tsx helpers/images/cli.ts one "$OLDPWD")',
    "[ ! -e 'an image.raw' ] || mv -- 'an image.raw' 'an image.raw.img'",
  ]);
});

test('a reader that is the candidate itself is shown once', () => {
  const players = { builder: undefined, candidate: tool('/ref/qemu-img'), reference: tool('/ref/qemu-img') };
  expect(reproduction({ row, version: '10.0.13' }, players, { root: '/project', settings: {} })).toHaveLength(
    4,
  );
});

test('the shell reads a quoted word as it was', async () => {
  const word = fc.string({ unit: fc.constantFrom(...`a '"$\`\\!*?~#&;|<>(){}[]=\n\t-é`) });
  const words = fc.sample(word, { numRuns: 300, seed: 1 });
  const { stdout } = await run({
    program: '/bin/sh',
    args: ['-c', words.map((text) => `printf '%s\\0' ${shellQuote(text)}`).join('\n')],
    cwd: '/',
    timeLimit: 30_000,
  });
  expect(stdout.split('\0').slice(0, -1)).toEqual(words);
});
