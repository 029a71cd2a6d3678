import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installed } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { makeSixResults, SIX } from '../testing/six-results.ts';
import { place } from '../testing/temporary.ts';
import type { MadeTestbed } from '../testing/testbed.ts';

describe.skipIf(installed.length === 0)('where GitHub Actions runs it', () => {
  let testbed: MadeTestbed;
  let env: Record<string, string>;
  let summary: string;
  const annotated = ({ text }: VitestRun) => text.split('\n').filter((line) => line.startsWith('::'));
  const judge = (args: readonly string[] = [], more: Record<string, string> = {}) => {
    rmSync(summary, { force: true });
    const github = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: summary };
    return runVitest(testbed, [...SIX, 'own', ...args], { ...env, ...github, TINY_OWN_FAILS: '1', ...more });
  };
  beforeAll(async () => {
    const made = await makeSixResults();
    testbed = made.testbed;
    env = made.env;
    summary = join(testbed.root, 'summary.md');
    // An audit fails for the one, whose error has no stack; Vitest's own comparison for the other.
    place(join(testbed.tiny, 'raw/stray.txt'), '');
    place(join(testbed.root, '__snapshots__/odd-info-json.md'), 'of yesterday\n');
  });

  test.for([[], ['--reporter=junit'], ['--reporter=verbose', '--reporter=github-actions']])(
    'a run with the reporters %j is annotated once for each cause and failed test, by Vitest or by us, and has one summary',
    async (reporters) => {
      const run = await judge(reporters);
      const lines = annotated(run);
      const of = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length;
      expect(
        {
          diverged: of(/virtual-size 1048576 -> 4711/),
          stale: of(/stale: /),
          error: of(/SIGSEGV/),
          audit: of(/stray\.txt/),
          page: of(/odd-info-json is current|yesterday/),
          own: of(/a test of the harness/),
          all: lines.length,
        },
        run.text,
      ).toEqual({ diverged: 1, stale: 1, error: 1, audit: 1, page: 1, own: 1, all: 6 });
      const text = readFileSync(summary, 'utf8');
      expect(text.match(/^## .*/gm)).toEqual(['## parity: failed']);
      expect(text).not.toContain('Vitest Test Report');
      expect(text).toContain('3 other tests failed');
    },
  );

  test('a summary that cannot be written is a note', async () => {
    const run = await judge(['-t', 'qcow2 1M-default'], { GITHUB_STEP_SUMMARY: testbed.root });
    expect(run.text).toMatch(/^parity {2}note: the job summary cannot be written: EISDIR/m);
    expect(run.report?.verdict.reasons).toEqual([]);
  });

  test('elsewhere nothing is annotated, and there is no summary', async () => {
    const run = await judge([], { GITHUB_ACTIONS: '' });
    expect(annotated(run)).toEqual([]);
    expect(existsSync(summary)).toBe(false);
  });
});
