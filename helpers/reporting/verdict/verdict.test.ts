import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../process/run.ts';
import { cellsOfEveryResult } from '../../testing/cells-of-every-result.ts';
import { reportOfCells } from '../../testing/report.ts';
import { REPOSITORY } from '../../testing/run-vitest.ts';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { UsageError } from '../../text/usage-error.ts';
import { verdict } from './verdict.ts';
import { verdictPage } from './verdict-page.ts';

const root = temporaryFolder();
const report = reportOfCells(cellsOfEveryResult());
const named = place(join(root, 'named.json'), JSON.stringify(report));

test('the page of a report that is named, else of the last run', () => {
  expect(verdict([named], root)).toBe(verdictPage(report));
  expect(() => verdict([], root)).toThrow('parity-report/parity.json does not exist');
  place(join(root, 'parity-report/parity.json'), JSON.stringify(report));
  expect(verdict([], root)).toBe(verdictPage(report));
  expect(verdict(['--help'], root)).toContain('npm run -s verdict');
});

const selfCheck = { ...report, candidate: { ...report.candidate, self_check: true } };
const bad: readonly (readonly [string, readonly string[], string])[] = [
  ['two files', [named, named], 'name one parity.json, not 2 (see --help)'],
  ['an unknown option', ['--html'], "Unknown option '--html'"],
  [
    'a self-check',
    [place(join(root, 'self.json'), JSON.stringify(selfCheck))],
    `${root}/self.json: it is the report of a self-check`,
  ],
  ['no report', [place(join(root, 'empty.json'), '{}')], `the report: ${root}/empty.json is no parity.json`],
];

test.for(bad)('%s is refused in one line', ([, args, problem]) => {
  expect(() => verdict(args, root)).toThrow(UsageError);
  expect(() => verdict(args, root)).toThrow(problem);
});

test('npm run verdict prints it, and says what is wrong', async () => {
  const ask = (args: readonly string[]) =>
    run({
      program: 'npm',
      args: ['run', '-s', 'verdict', '--', ...args],
      cwd: REPOSITORY,
      timeLimit: 60_000,
    });
  const good = await ask([named]);
  expect([good.ending, good.stdout]).toEqual([{ kind: 'exited', code: 0 }, verdictPage(report)]);
  const wrong = await ask(['gone.json']);
  expect([wrong.ending, wrong.stdout]).toEqual([{ kind: 'exited', code: 2 }, '']);
  expect(wrong.stderr).toBe('verdict: the report: gone.json does not exist; name a parity.json\n');
});
