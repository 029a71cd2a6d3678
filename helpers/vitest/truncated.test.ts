import { beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { makeTestbed } from '../testing/testbed.ts';

describe.skipIf(installed.length === 0)('without a filter', () => {
  const testbed = makeTestbed([highest]);
  let recording: VitestRun;
  beforeAll(async () => {
    recording = await runVitest(testbed, ['-u']);
  });

  test("a recording plays all suites, and none of the harness's own tests", () => {
    expect(recording).toMatchObject({ exitCode: 0 });
    // Of the odd suite one, since nobody asked for images of its other safety.
    expect(recording.text).toContain(`recorded ${2 * cases.length + 1} cells`);
    expect(recording.text).not.toContain('own.test.ts');
  });

  test('a suite that lost cells fails and says so, although every cell that ran matched', async () => {
    const run = await runVitest(testbed, ['suites/lossy']);
    const targets = new Set(cases.map(({ target }) => target)).size;
    const ran = cases.length - targets;
    expect(run).toMatchObject({ exitCode: 1 });
    expect(run.report).toMatchObject({
      expected_cells: cases.length,
      cells: { match: ran, diverged: 0, error: 0 },
      failures: [],
      truncated: true,
    });
    expect(run.text).toContain(`TRUNCATED: ${ran} of ${cases.length} cells ran`);
    expect(run.stdout.trim().split('\n').at(-1)).toMatch(
      /^parity {2}0 of 2 judged cells diverged, 2 match, .*FAILED · self-check/,
    );
  });

  test('a filter by name does not hide that cells of that name were lost', async () => {
    const named = cases.filter(({ target }) => target === 'qcow2').length;
    const run = await runVitest(testbed, ['suites/lossy', '-t', '^lossy qcow2 ']);
    expect(run).toMatchObject({ exitCode: 1, report: { expected_cells: named, truncated: true } });
    expect(run.text).toContain(`TRUNCATED: ${named - 1} of ${named} cells ran`);
  });
});
