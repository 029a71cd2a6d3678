import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../reporting/report.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest, runVitestAlone, type VitestRun } from '../testing/run-vitest.ts';
import { candidate, makeSixResults, SIX } from '../testing/six-results.ts';
import { place, script } from '../testing/temporary.ts';
import { leftInScratch, type MadeTestbed } from '../testing/testbed.ts';
import { states } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';

describe.skipIf(installed.length === 0)('a run that is held against an older one', () => {
  const real = highest?.program ?? '';
  let testbed: MadeTestbed;
  let env: Record<string, string>;
  let base: Report;
  const path = (name: string) => join(testbed.root, name);
  const judge = (more: Record<string, string> = {}, args: readonly string[] = SIX) =>
    runVitest(testbed, args, { ...env, PARITY_BASE: 'base.json', ...more });
  const lastLine = ({ stdout }: VitestRun) => stdout.trimEnd().split('\n').at(-1) ?? '';

  beforeAll(async () => {
    const made = await makeSixResults();
    testbed = made.testbed;
    env = made.env;
    const first = await runVitest(testbed, SIX, env);
    if (!first.report) throw new Error(first.text);
    base = first.report;
    writeFileSync(path('base.json'), JSON.stringify(base));
  });

  test('passes where nothing is worse, although cells fail, and says so in its last line and in its report', async () => {
    const run = await judge();
    expect(run, run.text).toMatchObject({ exitCode: 0 });
    expect(run.text).toMatch(/Tests +3 failed/);
    expect(run.report).toMatchObject({
      cells: { diverged: 1, stale: 1, error: 1 },
      verdict: { passed: true },
      settings: { PARITY_BASE: path('base.json') },
      change: {
        base: { path: 'base.json', started: base.started, candidate: base.candidate, harness: base.harness },
        counts: { regressed: 0, improved: 0, new: 0, gone: 0, otherwise: 0, equal: 6 },
        notes: [],
      },
    });
    expect(lastLine(run)).toMatch(
      /1 error, 1 stale · mine at .* · no worse than base\.json of \S+ \S+ \(0 improved, 0 regressed, 0 new, 0 gone\)$/,
    );
    const told = readFileSync(path('parity-report/summary.txt'), 'utf8');
    expect(told).toMatch(/^verdict=passed .* improved=0 regressed=0 /);
    expect(JSON.parse(readFileSync(path('parity-report/badge.json'), 'utf8'))).toMatchObject({
      message: '1 diverged, 1 error, 1 stale, none of it worse',
      color: 'yellow',
    });
  });

  test('fails where a cell that failed before spoils more, and tells of that alone', async () => {
    const worse = candidate(
      testbed,
      real,
      `*info*image.raw*) '${real}' "$@" | sed 's/"virtual-size": 1048576/"virtual-size": 4711/; s/"format": "raw"/"format": "rau"/'; exit ;;`,
    );
    const run = await judge({ GITHUB_ACTIONS: 'true', PARITY_BINARY: worse });
    candidate(testbed, real);
    expect(run, run.text).toMatchObject({ exitCode: 1, report: { verdict: { passed: false } } });
    expect(run.report?.change?.entries.regressed).toMatchObject([
      { suite: 'tiny', target: 'raw', from: 'diverged', to: 'diverged', appeared: [{ path: 'format' }] },
    ]);
    expect(lastLine(run)).toMatch(
      / · 1 REGRESSED against base\.json of .* \(0 improved, 1 regressed, 0 new, 0 gone\)$/,
    );
    const line =
      /^parity {4}tiny raw 1M-default @ \S+: diverged as before, and more is wrong: format "raw" -> "rau"$/m;
    expect(run.stdout).toMatch(line);
    expect(run.stdout).toMatch(/^::error title=parity%3A tiny raw 1M-default::regressed: tiny raw .*"rau"$/m);
    expect(run.stdout.match(/^::error /gm)).toHaveLength(1);
  });

  test('is held against the very report that it replaces, as that was before', async () => {
    const own = 'parity-report/parity.json';
    writeFileSync(path(own), JSON.stringify(base));
    const run = await judge({ PARITY_BASE: own });
    expect(run).toMatchObject({ exitCode: 0, report: { change: { base: { started: base.started } } } });
    expect(run.report?.started).not.toBe(base.started);
  });

  test('counts as gone what it would have played, and not what it was not asked for', async () => {
    const more = (suite: string) => ({ ...base.cases[0], suite, case: 'gone' });
    const cases = [...base.cases, more('tiny'), more('odd')];
    writeFileSync(path('more.json'), JSON.stringify({ ...base, cases }));
    let asked: Report['asked'] | undefined;
    const gone = async (args: readonly string[], versions: Record<string, string> = {}) => {
      const run = await judge({ PARITY_BASE: 'more.json', ...versions }, args);
      expect(run.exitCode, run.text).toBe(0);
      asked = run.report?.asked;
      return run.report?.change?.entries.gone.map(({ suite }) => suite);
    };
    expect(await gone(SIX)).toEqual(['odd', 'tiny']);
    expect(await gone(['suites/tiny'])).toEqual(['tiny']);
    expect(await gone(['suites/tiny', '-t', 'raw'])).toEqual([]);
    expect(asked).toEqual({ suites: ['tiny'], filter: 'raw' });
    expect(await gone(['suites/tiny'], { PARITY_VERSIONS: 'latest' })).toEqual([]);
  });

  describe('fails all the same', () => {
    test('for an audit', async () => {
      const stray = place(join(testbed.tiny, 'raw/stray.txt'), '');
      const run = await judge();
      rmSync(stray);
      expect(run).toMatchObject({ exitCode: 1, report: { verdict: { passed: false } } });
      expect(run.report?.verdict.failed_tests).toHaveLength(1);
      expect(lastLine(run)).toContain('1 other test failed · ');
      expect(lastLine(run)).toContain(' · no worse than ');
    });

    test('for a test of another project', async () => {
      const run = await judge({ TINY_OWN_FAILS: '1' }, [...SIX, 'own']);
      expect(run).toMatchObject({ exitCode: 1, report: { verdict: { passed: false } } });
    });

    test('for a reason of the gate', async () => {
      const few = await judge({ PARITY_MIN_JUDGED: '100%' });
      expect(few).toMatchObject({ exitCode: 1, report: { verdict: { passed: false } } });
      const none = await judge({}, ['suites/tiny', '-t', 'none such']);
      expect(none).toMatchObject({ exitCode: 1, report: { verdict: { passed: false } } });
    });

    test('for what has changed in the checkout', async () => {
      const file = join(testbed.expectedOutputs, 'versions.json');
      const text = readFileSync(file, 'utf8');
      const changing = candidate(testbed, real, `*create*raw*) echo >>'${file}'; exec '${real}' "$@" ;;`);
      const run = await judge({ PARITY_BINARY: changing });
      candidate(testbed, real);
      writeFileSync(file, text);
      expect(run).toMatchObject({ exitCode: 1, report: { verdict: { passed: false } } });
      expect(run.report?.changed_files).toHaveLength(1);
    });

    test('where it is given up', async () => {
      const run = await judge({}, [...SIX, '--bail=1']);
      expect(run).toMatchObject({ exitCode: 1, report: { verdict: { passed: false, cancelled: true } } });
      expect(readFileSync(path('parity-report/summary.txt'), 'utf8')).toMatch(/^verdict=cancelled /);
    });
  });

  test.for([
    ['gone.json', undefined, 'does not exist; name a parity.json'],
    ['half.json', '{"started":', 'is not JSON: '],
    [
      'older.json',
      '{"started": "2026-01-01", "candidate": {}}',
      'is of an older harness, which did not write',
    ],
  ] as const)('%s is one line before anything is played', async ([name, text, line], context) => {
    if (text !== undefined) writeFileSync(path(name), text);
    // Whoever asks it for its version is seen.
    const touching = script(path('touching'), `touch '${path('was-here')}'; exec '${real}' "$@"`);
    const before = states(testbed.root);
    // Alone: why a run does not begin is printed by Vitest's command line.
    const run = await runVitestAlone(testbed, SIX, { ...env, PARITY_BASE: name, PARITY_BINARY: touching });
    expect(run).toMatchObject({ ending: { kind: 'exited', code: 1 } });
    expect(run.text).toContain(`PARITY_BASE: ${path(name)} ${line}`);
    const outcome = `PARITY_BASE: ROOT/${name} ${line.endsWith(': ') ? `${line}and the error` : line}`;
    tried(context, {
      of: 'settings',
      fault: `PARITY_BASE=${name}`,
      how: 'read when the run begins',
      outcome,
    });
    expect(run.text).not.toMatch(/^\s*(?:at |❯ )\S*.*helpers\/(?!testing\/project)\S+:\d+/m);
    expect(states(testbed.root)).toEqual(before);
    expect(await leftInScratch(testbed)).toEqual([]);
  });
});
