import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { RESULTS, type Result } from '../cells/verdict.ts';
import type { ReportData } from '../pages/report-data.ts';
import { installed } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { ENDINGS, KNOWN, makeSixResults, SIX, SKIPPED } from '../testing/six-results.ts';
import type { MadeTestbed } from '../testing/testbed.ts';

type Counts = Record<Result, number>;

/** Six numbers in the order of the results. */
function counts(numbers: readonly (string | number | undefined)[]): Counts {
  return Object.fromEntries(RESULTS.map((result, at) => [result, Number(numbers[at])])) as Counts;
}

/** A JUnit testcase that is a cell, with its result: by what it says of it, and as programs read it that know no more. */
interface Testcase {
  readonly name: string;
  readonly text: string;
  readonly result: Result;
  readonly plain: 'passed' | 'failed' | 'skipped';
}

function testcases(xml: string): Testcase[] {
  return [...xml.matchAll(/<testcase [^>]*name="([^"]* @ [^"]*)"[^>]*>([\s\S]*?)<\/testcase>/g)].map(
    ([, name = '', text = '']) => {
      const property = (key: string) => new RegExp(`<property name="${key}" value="([^"]*)"`).exec(text)?.[1];
      const plain = /<skipped\/>/.test(text) ? 'skipped' : /<failure /.test(text) ? 'failed' : 'passed';
      const ofFailed = (property('result') ?? 'error') as Result;
      const ofPassed = property('known') === undefined ? 'match' : 'known';
      const result = plain === 'skipped' ? 'skipped' : plain === 'failed' ? ofFailed : ofPassed;
      return { name, text, result, plain };
    },
  );
}

describe.skipIf(installed.length === 0)('a run whose cells end in all six ways', () => {
  let testbed: MadeTestbed;
  let run: VitestRun;
  let xml: string;
  let json: { testResults: { assertionResults: { fullName: string; meta: unknown }[] }[] };
  const file = (name: string) => readFileSync(join(testbed.root, name), 'utf8');
  beforeAll(async () => {
    const made = await makeSixResults();
    testbed = made.testbed;
    const of = (name: string) => join(testbed.root, name);
    run = await runVitest(
      testbed,
      [
        ...SIX,
        'suites/tree',
        '--reporter=default',
        '--reporter=junit',
        '--reporter=json',
        '--reporter=html',
        `--outputFile.junit=${of('junit.xml')}`,
        `--outputFile.json=${of('vitest.json')}`,
        `--outputFile.html=${of('html/index.html')}`,
      ],
      { ...made.env, GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: of('summary.md') },
    );
    xml = file('junit.xml');
    json = JSON.parse(file('vitest.json'));
  });

  test('has one cell of each', () => {
    expect(run.report?.cells, run.text).toEqual(counts([1, 1, 1, 1, 1, 1]));
    const ended = run.report?.cases.flatMap(({ suite, target, case: name, results }) =>
      results.map(({ result }) => [result, `${suite} ${target} ${name}`]),
    );
    expect(Object.fromEntries(ended ?? [])).toEqual(ENDINGS);
    expect(run).toMatchObject({ exitCode: 1, report: { verdict: { passed: false, cancelled: false } } });
  });

  /** Each reads the counts of the run's cells from something that is written for somebody. */
  const writers: Readonly<Record<string, () => Counts>> = {
    'the census of the terminal': () =>
      counts(/^parity {2}all +\d+ +(.*)$/m.exec(run.stdout)?.[1]?.split(/ +/) ?? []),
    'the job summary': () =>
      counts(/^\| all \| \d+ \| (.*) \|$/m.exec(file('summary.md'))?.[1]?.split(' | ') ?? []),
    JUnit: () => {
      const cells = testcases(xml);
      return counts(RESULTS.map((result) => cells.filter((cell) => cell.result === result).length));
    },
    'summary.txt': () => {
      const words = Object.fromEntries(
        file('parity-report/summary.txt')
          .trim()
          .split(' ')
          .map((word) => word.split('=')),
      );
      return counts(RESULTS.map((result) => words[result]));
    },
    'the suites of parity.json': () =>
      counts(
        RESULTS.map((result) =>
          Object.values(run.report?.suites ?? {}).reduce((sum, suite) => sum + suite[result], 0),
        ),
      ),
    // What it shows of them is tried in a browser, beside the page.
    'the cells of the page': () => {
      const [, data = ''] =
        /<script type="application\/json" id="data">(.*)<\/script>/.exec(file('parity-report/index.html')) ??
        [];
      const { cases, outcomes } = JSON.parse(data) as ReportData;
      const ended = cases.flatMap((one) => one.outcomes.flatMap((at) => outcomes[at]?.result ?? []));
      return counts(RESULTS.map((result) => ended.filter((one) => one === result).length));
    },
  };

  test.for(Object.keys(writers))('%s says the same as parity.json', (name) => {
    expect(writers[name]?.()).toEqual(run.report?.cells);
  });

  test('the badge and the verdict say the same, as far as they count', () => {
    expect(JSON.parse(file('parity-report/badge.json'))).toEqual({
      schemaVersion: 1,
      label: 'mine parity',
      message: '1 diverged, 1 error, 1 stale',
      color: 'red',
    });
    // Reporters of Vitest's may say something below.
    const line = run.stdout.split('\n').findLast((text) => text.startsWith('parity  '));
    expect(line).toMatch(
      /^parity {2}1 of 4 judged cells diverged, 1 match, 1 known; 1 skipped; 1 error, 1 stale · mine at /,
    );
    expect(line).toBe(`parity  ${run.report?.verdict.line}`);
    expect(file('summary.md')).toContain(`\`${run.report?.verdict.line}\``);
    expect(file('parity-report/summary.txt')).toMatch(/^verdict=failed judged=4 .* candidate=mine-[\d.]+\n$/);
  });

  test('reports that know passed, failed and skipped alone have three failures and one skip', () => {
    const plain = testcases(xml).map((cell) => cell.plain);
    expect(plain.toSorted()).toEqual(['failed', 'failed', 'failed', 'passed', 'passed', 'skipped']);
  });

  test('JUnit has the reason of what was skipped or known, and what is wrong', () => {
    const of = (name: string) =>
      testcases(xml).find((cell) => cell.name.startsWith(name.replaceAll(' ', ' &gt; ')));
    expect(of(ENDINGS.skipped)?.text).toContain(`<property name="skipped" value="${SKIPPED}">`);
    expect(of(ENDINGS.known)?.text).toContain(`<property name="known" value="${KNOWN} (https://`);
    expect(of(ENDINGS.diverged)?.text).toMatch(/<failure message="[^"]*virtual-size/);
    expect(of(ENDINGS.stale)?.text).toMatch(/<failure message="[^"]*stale: /);
    expect(of(ENDINGS.error)?.text).toMatch(/<failure message="[^"]*SIGSEGV/);
  });

  test('no reason of a test that is no cell is lost: JUnit has each skip with one', () => {
    const skips = [...xml.matchAll(/<skipped\/>\s*(.*)/g)].map(([, next = '']) => next);
    expect(skips.length).toBeGreaterThan(1);
    for (const next of skips) expect(next).toBe('<properties>');
  });

  test('json has them in what is said of the test', () => {
    const results = json.testResults.flatMap(({ assertionResults }) => assertionResults);
    const of = (name: string) => results.find(({ fullName }) => fullName.startsWith(`${name} @`))?.meta;
    expect(of(ENDINGS.skipped)).toMatchObject({
      parity: { outcome: { result: 'skipped', reason: SKIPPED } },
    });
    expect(JSON.stringify(of(ENDINGS.known))).toContain(KNOWN);
    expect(of(ENDINGS.stale)).toMatchObject({ parity: { outcome: { result: 'stale' } } });
  });

  test('html has them in its data', async () => {
    const { gunzipSync } = await import('node:zlib');
    const data = gunzipSync(readFileSync(join(testbed.root, 'html/html.meta.json.gz'))).toString();
    for (const text of [SKIPPED, KNOWN, 'virtual-size', 'SIGSEGV']) expect(data).toContain(text);
  });
});
