import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../process/run.ts';
import { cellReport, divergedCell } from '../../testing/cell-report.ts';
import { differs } from '../../testing/differs.ts';
import { reportOfCells } from '../../testing/report.ts';
import { REPOSITORY } from '../../testing/run-vitest.ts';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { UsageError } from '../../text/usage-error.ts';
import type { VerifiedCell } from '../cell-report.ts';
import { diff } from './diff.ts';

const folder = temporaryFolder();
const put = (name: string, content: unknown) =>
  place(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
const good = reportOfCells([cellReport() as VerifiedCell]);
const match = put('match.json', good);
const wrong = put('wrong.json', reportOfCells([divergedCell([differs('a', { expected: 1, actual: 2 })])]));

test('the exit code is 1 where something has become worse, and 0 where nothing has', () => {
  expect(diff([match, wrong])).toMatchObject({ exitCode: 1, text: expect.stringContaining('regressed:\n') });
  expect(diff([wrong, match])).toMatchObject({ exitCode: 0, text: expect.stringContaining('improved:\n') });
  expect(diff([match, match]).exitCode).toBe(0);
  expect(diff([match, wrong, '--markdown']).text).toMatch(/^### parity: 1 REGRESSED against /);
  expect(diff(['--help'])).toMatchObject({ exitCode: 0, text: expect.stringContaining('OLD.json NEW.json') });
});

mkdirSync(join(folder, 'folder'));
const { cases: _, ...older } = good;
const bad: readonly (readonly [string, readonly string[], string])[] = [
  ['one file', [match], 'name two files, the older parity.json first; there are 1 (see --help)'],
  [
    'three files',
    [match, match, match],
    'name two files, the older parity.json first; there are 3 (see --help)',
  ],
  ['an unknown option', [match, match, '--html'], "Unknown option '--html'"],
  [
    'no such file',
    [match, join(folder, 'gone')],
    `the newer report: ${folder}/gone does not exist; name a parity.json`,
  ],
  [
    'a folder',
    [join(folder, 'folder'), match],
    `the older report: ${folder}/folder is not a file; name a parity.json`,
  ],
  ['no JSON', [put('half', '{"started":'), match], `the older report: ${folder}/half is not JSON: `],
  ['other JSON', [put('list', '[1]'), match], `the older report: ${folder}/list is no parity.json: `],
  [
    'an older harness',
    [put('older', older), match],
    `the older report: ${folder}/older is of an older harness, which did not write how each cell ended; run again`,
  ],
  ...Object.entries<unknown>({
    harness: 5,
    asked: { suites: 'tiny', filter: null },
    shard: 1,
    truncated: 'no',
    verdict: null,
    time_limit: { minutes: '5', reached: true },
    candidate: { ...good.candidate, path: 5 },
    cases: [{ suite: 'a', target: 'b', case: 'c', results: [{ result: 'fine', releases: [] }] }],
    failures: [{ suite: 'a', target: 'b', case: 'c', version: '1', reader: 'candidate', differences: [{}] }],
    known: 7,
    settings: null,
    started: 'yesterday',
  }).map(
    ([key, value]) =>
      [
        `a spoilt "${key}"`,
        [put(`spoilt-${key}`, { ...good, [key]: value }), match],
        `the older report: ${folder}/spoilt-${key} is no parity.json that can be compared: "${key}" `,
      ] as const,
  ),
];

test.for(bad)('%s is one clear line', ([, args, line]) => {
  const attempt = () => diff(args);
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(line);
});

test.for<[string, unknown]>([
  ['a version', { candidate: { ...good.candidate, version: {} } }],
  [
    'who looked',
    { cases: good.cases.map((one) => ({ ...one, results: [{ ...one.results[0], readers: ['me'] }] })) },
  ],
  ['a setting', { settings: { ...good.settings, PARITY_READER: ['both'] } }],
  ['a time limit', { time_limit: 'an hour' }],
])('what is spoilt deeper down is found too: %s', ([, more]) => {
  const spoilt = put('deep.json', { ...good, ...(more as object) });
  expect(() => diff([spoilt, match])).toThrow('is no parity.json that can be compared: ');
});

test('a report that does not say yet what was asked for, and who looked, is compared as far as it tells', () => {
  const { asked: __, ...rest } = good;
  const cases = good.cases.map((one) => ({
    ...one,
    results: one.results.map(({ readers: _, ...result }) => result),
  }));
  expect(diff([put('before.json', { ...rest, cases }), match])).toMatchObject({ exitCode: 0 });
  expect(diff([match, put('before.json', { ...rest, cases })])).toMatchObject({ exitCode: 0 });
});

test('as a command it says the same: a change on standard output, what is wrong on standard error', async () => {
  const command = (...args: string[]) =>
    run({
      program: process.execPath,
      args: ['--import', 'tsx', 'helpers/reporting/history/cli.ts', ...args],
      cwd: REPOSITORY,
      timeLimit: 60_000,
    });
  expect(await command(match, wrong)).toMatchObject({
    ending: { kind: 'exited', code: 1 },
    stdout: diff([match, wrong]).text,
    stderr: '',
  });
  expect(await command('gone.json', wrong)).toMatchObject({
    ending: { kind: 'exited', code: 2 },
    stdout: '',
    stderr: 'parity:diff: the older report: gone.json does not exist; name a parity.json\n',
  });
});
