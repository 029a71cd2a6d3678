import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { makeTestbed } from '../testing/testbed.ts';

/** How often a text is in another. */
function times(text: string, pattern: RegExp): number {
  return [...text.matchAll(pattern)].length;
}

describe.skipIf(installed.length === 0)('the end of a run in which cells diverge for one cause', () => {
  const releases = [...new Set([lowest, highest])];
  const cells = cases.length * releases.length;
  const testbed = makeTestbed(releases);
  let run: VitestRun;
  const judge = (args: readonly string[], env: Record<string, string> = {}) => {
    const liar = script(
      join(temporaryFolder(), 'liar'),
      `[ "$1" = info ] || exec '${highest?.program}' "$@"
       '${highest?.program}' "$@" | sed 's/"virtual-size": 1048576/"virtual-size": 4711/'`,
    );
    return runVitest(testbed, ['suites/tiny', ...args], {
      PARITY_DIALECT: 'qemu-img',
      PARITY_BINARY: liar,
      ...env,
    });
  };
  beforeAll(async () => {
    await recordTiny(testbed);
    run = await judge([]);
  });

  test('tells the cause before the census, and the verdict last', () => {
    const { diverged = 0, match = 0 } = run.report?.cells ?? {};
    expect(diverged).toBeGreaterThan(2);
    const [, ending = ''] = run.stdout.split(/^ +Duration .*\n/m);
    const places = ['findings: ', '\n1. tiny ', '\nparity  suite ', '\nparity  report: '].map((part) =>
      ending.indexOf(part),
    );
    expect(Math.min(...places)).toBeGreaterThan(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(ending).toContain(`findings: ${diverged} cells in `);
    expect(ending).toContain('of 1 likely cause');
    expect(ending.trimEnd().split('\n').at(-1)).toMatch(
      new RegExp(
        `^parity {2}${diverged} of ${cells} judged cells diverged, ${match} match, 0 known; 0 skipped · qemu-img at `,
      ),
    );
  });

  test("leaves out what Vitest would print of each cell, but not Vitest's counts", () => {
    expect(run.text).not.toMatch(/FAIL|⎯|×/);
    expect(run.text).not.toMatch(/^Parity: /m);
    expect(run.text).not.toMatch(/1M-default.* @ .* \d+ms/);
    expect(run.text).toMatch(
      new RegExp(`suites/tiny/tiny\\.test\\.ts .*${run.report?.cells.diverged} failed`),
    );
    expect(run.text).toMatch(new RegExp(`Tests +${run.report?.cells.diverged} failed`));
  });

  test('is told in full to whoever asks Vitest for it', async () => {
    const verbose = await judge(['--reporter=verbose']);
    expect(times(verbose.text, /FAIL .* 1M-default > @ /g)).toBeGreaterThan(2);
    expect(verbose.text).toMatch(/^Parity: tiny › /m);
    expect(verbose.text).toContain('findings: ');
  });

  test('annotates a run of GitHub Actions once for the cause', async () => {
    const annotated = await judge([], { GITHUB_ACTIONS: 'true', CI: 'true' });
    expect(times(annotated.text, /^::error /gm)).toBe(1);
    expect(annotated.text).toMatch(/^::error title=parity%3A tiny .*virtual-size 1048576 -> 4711/m);
  });

  test('is the same where an agent reads', async () => {
    const read = await judge([], { CLAUDECODE: '1' });
    expect(read.text).toContain('findings: ');
    expect(read.text).not.toMatch(/FAIL|⎯|×/);
  });
});
