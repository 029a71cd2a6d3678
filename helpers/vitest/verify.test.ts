import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkoutCommit } from '../reporting/checkout-commit.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { REPOSITORY, runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { place } from '../testing/temporary.ts';
import { leftInScratch, makeTestbed } from '../testing/testbed.ts';
import { states } from '../testing/tree.ts';

const releases = [...new Set([lowest, highest])];
const version = lowest?.version ?? '';
const cells = cases.length * releases.length;

describe.skipIf(installed.length === 0)('verifying', () => {
  const testbed = makeTestbed(releases);
  beforeAll(async () => {
    await recordTiny(testbed);
  });

  describe('baselines that are in order', () => {
    let run: VitestRun;
    let before: unknown;
    let begun: number;
    beforeAll(async () => {
      before = states(testbed.expectedOutputs);
      begun = Date.now();
      run = await runVitest(testbed, ['suites/tiny']);
    });

    test('passes, and counts every cell', () => {
      expect(run).toMatchObject({ exitCode: 0 });
      expect(run.report).toMatchObject({
        candidate: { self_check: true, path: null },
        versions: releases.map((release) => release?.version),
        expected_cells: cells,
        cells: { match: cells, known: 0, diverged: 0, stale: 0, skipped: 0, error: 0 },
        judged: cells,
        readings: { candidate: cells, reference: 0 },
        suites: { tiny: { match: cells } },
        failures: [],
        skips: {},
        truncated: false,
      });
    });

    test('says in parity.json when it was made, by what, and under which settings', async () => {
      const { started, harness, settings } = run.report ?? {};
      expect(Date.parse(started ?? '')).toBeGreaterThanOrEqual(begun);
      expect(Date.parse(started ?? '')).toBeLessThanOrEqual(Date.now());
      expect(harness).toBe((await checkoutCommit(REPOSITORY)) ?? null);
      expect(settings).toMatchObject({
        PARITY_BINARY: null,
        PARITY_READER: 'both',
        PARITY_SCRATCH: testbed.scratch,
        QEMU_IMG_BINARIES: testbed.binaries,
        EXPECTED_OUTPUTS: testbed.expectedOutputs,
      });
    });

    test('announces a self-check in the first line and in the last', () => {
      const lines = run.stdout.trim().split('\n');
      expect(lines[0]).toContain('self-check');
      expect(lines.at(-1)).toContain('self-check');
      expect(lines.at(-1)).toContain(
        `0 of ${cells} judged cells diverged, ${cells} match, 0 known; 0 skipped · `,
      );
    });

    test('writes no baseline and leaves no scratch behind', async () => {
      expect(states(testbed.expectedOutputs)).toEqual(before);
      expect(await leftInScratch(testbed)).toEqual([]);
    });
  });

  test('a filter by name plays those cells alone, and no others are expected', async () => {
    const run = await runVitest(testbed, ['suites/tiny', '-t', `qcow2 1M-cs-4k @ ${version}`]);
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.report).toMatchObject({ cells: { match: 1 }, expected_cells: 1, truncated: false });
    expect(run.text).not.toContain('TRUNCATED');
  });

  test('a filter by release verifies that release alone', async () => {
    const run = await runVitest(testbed, ['suites/tiny'], { PARITY_VERSIONS: version });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.report).toMatchObject({
      versions: [version],
      cells: { match: cases.length },
      expected_cells: cases.length,
      truncated: false,
    });
  });

  test('a review page that is missing fails and is not written', async () => {
    const page = join(testbed.root, '__snapshots__/tiny-info-json.md');
    const text = readFileSync(page, 'utf8');
    rmSync(page);
    const run = await runVitest(testbed, ['suites/tiny', '-t', `review page|raw .* @ ${version}`]);
    expect(run).toMatchObject({ exitCode: 1, report: { judged: 1, cells: { match: 1 } } });
    expect(run.text).toMatch(/FAIL .* review page of tiny-info-json is current/);
    expect(existsSync(page)).toBe(false);
    expect(run.text).toContain(`QEMU_IMG_BINARIES=${testbed.binaries} npx vitest run -u suites/tiny\n`);
    writeFileSync(page, text);
  });

  test('a review page that is stale fails, says how, and is not written', async () => {
    const page = join(testbed.root, '__snapshots__/tiny-info-json.md');
    const text = readFileSync(page, 'utf8');
    writeFileSync(page, `${text}of yesterday\n`);
    const run = await runVitest(testbed, ['suites/tiny', '-t', `review page|raw .* @ ${version}`]);
    expect(run).toMatchObject({ exitCode: 1, report: { judged: 1, cells: { match: 1 } } });
    expect(run.text).toMatch(/FAIL .* review page of tiny-info-json is current/);
    expect(run.text).toMatch(/^- +of yesterday$/m);
    expect(readFileSync(page, 'utf8')).toContain('of yesterday');
    writeFileSync(page, text);
  });

  test('tells which report is replaced, and goes on where that is none', async () => {
    const report = join(testbed.root, 'parity-report/parity.json');
    const again = async (old: string | undefined) => {
      if (old === undefined) rmSync(report, { force: true });
      else place(report, old);
      const { text, exitCode } = await runVitest(testbed, ['suites/tiny', '-t', `raw .* @ ${version}`]);
      expect(exitCode).toBe(0);
      return text.split('\n').find((line) => line.startsWith('parity  report: '));
    };
    const line = 'parity  report: parity-report/parity.json';
    const old = { started: '2026-11-21T13:33:00.000Z', candidate: { self_check: true } };
    expect(await again(undefined)).toBe(line);
    expect(await again(JSON.stringify(old))).toBe(`${line} (replaces that of 2026-11-21 13:33, self-check)`);
    expect(await again('{"started":')).toBe(`${line} (replaces one of another form)`);
  });

  test('json on standard output stays json', async () => {
    const run = await runVitest(testbed, ['suites/tiny', '--reporter=json']);
    expect(JSON.parse(run.stdout)).toMatchObject({ success: true });
    expect(run.text).toContain('self-check');
  });

  describe('baselines that are not', () => {
    let run: VitestRun;
    let before: Record<string, string>;
    const of = (target: string, stem: string) => {
      const found = triplesUnder(testbed.tiny).find(
        (triple) => triple.target === target && triple.stem === stem && triple.version === version,
      );
      if (!found) throw new Error(`nothing recorded for ${target}/${stem}`);
      return found.path;
    };
    beforeAll(async () => {
      const absent = of('qcow2', '1M-default');
      for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) rmSync(`${absent}.${part}`);
      const truncated = `${of('qcow2', '1M-cs-4k')}.stdout.txt`;
      writeFileSync(truncated, readFileSync(truncated, 'utf8').slice(0, -20));
      rmSync(`${of('vmdk', '1M-default')}.meta.json`);
      // One byte, at a place that is compared.
      const drifted = `${of('raw', '1M-default')}.stdout.txt`;
      writeFileSync(drifted, readFileSync(drifted, 'utf8').replace('1048576', '1048577'));
      const refused = of('qcow2', '1M-refused');
      appendFileSync(`${refused}.stderr.txt`, 'at /home/somebody/image\n');
      const meta = readFileSync(`${refused}.meta.json`, 'utf8');
      writeFileSync(
        `${refused}.meta.json`,
        meta.replace('"create_return_code": 1', '"create_return_code": null'),
      );
      place(join(testbed.tiny, `raw/${version}/forgotten.stdout.txt`), 'x');
      before = states(testbed.expectedOutputs);
      run = await runVitest(testbed, ['suites/tiny']);
    });

    test('fails', () => {
      expect(run).toMatchObject({ exitCode: 1 });
      // The audit; of baselines that are wrong no page is told.
      expect(run.stdout.trim().split('\n').at(-1)).toContain(
        `1 of ${cells - 4} judged cells diverged, ${cells - 5} match, 0 known; 0 skipped; 4 errors, 1 other test failed · `,
      );
    });

    test('and writes nothing', () => {
      expect(states(testbed.expectedOutputs)).toEqual(before);
    });

    // These lie in no checkout, so that git has nothing of them.
    const record = `PARITY_VERSIONS=${version} QEMU_IMG_BINARIES=${testbed.binaries} npx vitest run -u suites/tiny`;
    const unusable: [string, string, RegExp][] = [
      ['is missing', 'qcow2 1M-default', /nothing is recorded for tiny-info-json/],
      ['is truncated', 'qcow2 1M-cs-4k', /1M-cs-4k\.stdout\.txt: not JSON/],
      ['has no meta', 'vmdk 1M-default', /half a triple, without \.meta\.json/],
      ['was killed while it was recorded', 'qcow2 1M-refused', /create has no return code: it was killed/],
    ];
    test.for(unusable)(
      'a baseline that %s is an error of its cell, with the command that mends it',
      ([, name, reason]) => {
        const [target, stem] = name.split(' ');
        const failure = run.report?.failures.find(
          (entry) => entry.target === target && entry.case === stem && entry.version === version,
        );
        expect(failure).toMatchObject({ result: 'error', reason: expect.stringMatching(reason) });
        expect(failure?.reason).toContain(`; mend: ${record}`);
        expect(run.text).toContain(failure?.reason);
      },
    );

    test('a byte that drifted is a difference of its cell', () => {
      expect(run.report?.failures.filter(({ target }) => target === 'raw')).toMatchObject([
        {
          version,
          result: 'diverged',
          differences: [{ path: 'virtual-size', expected: 1048577, actual: 1048576 }],
          baseline: `expected-outputs/tiny-info-json/raw/${version}/1M-default.stdout.txt`,
        },
      ]);
      expect(run.report?.cells).toMatchObject({ diverged: 1, error: 4, skipped: 0, match: cells - 5 });
    });

    const findings: [string, string][] = [
      [
        'a gap',
        `tiny-info-json/qcow2/V/1M-default: was recorded (SHA256SUMS), and is gone\n    mend: ${record}`,
      ],
      // With the command on a line of its own: the messages of the cells name the same files otherwise.
      [
        'half a triple',
        `tiny-info-json/vmdk/V/1M-default: half a triple, without .meta.json\n    mend: ${record}`,
      ],
      [
        'a step that was killed while it was recorded',
        `tiny-info-json/qcow2/V/1M-refused.meta.json: create has no return code: it was killed or timed out when this was recorded\n    mend: ${record}`,
      ],
      [
        'an orphan',
        `tiny-info-json/raw/V/forgotten.stdout.txt: belongs to no case\n    mend: rm ${testbed.tiny}/raw/V/forgotten.stdout.txt`,
      ],
      ['a changed byte', `tiny-info-json/raw/V/1M-default.stdout.txt: is not what was recorded (SHA256SUMS)`],
    ];
    test('the audit finds a truncated output', () => {
      expect(run.text).toMatch(/1M-cs-4k\.stdout\.txt: not JSON: .*\n\s+mend: PARITY_VERSIONS=/);
    });

    test.for(findings)('the audit finds %s', ([, line]) => {
      // Vitest indents what a test throws.
      const flat = (text: string) => text.replace(/\n\s+/g, '\n');
      expect(flat(run.text)).toContain(flat(line.replaceAll('/V/', `/${version}/`)));
    });
  });
});
