import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../process/is-alive.ts';
import { hostArch } from '../references/host-arch.ts';
import { eventually } from '../testing/eventually.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { copyRecorded } from '../testing/record-tiny.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { installSlowRelease } from '../testing/slow-release.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { openTerminal } from '../testing/terminal.ts';
import { leftInScratch, type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { contents } from '../testing/tree.ts';
import { tried } from '../testing/tried.ts';

/** What the harness itself printed last. */
function lastLine(text: string): string {
  return text.split('\n').findLast((line) => line.startsWith('parity  ')) ?? '';
}

describe.skipIf(installed.length === 0)('a run that is cancelled', () => {
  const version = highest?.version ?? '';
  let recorded: MadeTestbed;
  beforeAll(async () => {
    recorded = makeTestbed([]);
    installSlowRelease(recorded, highest);
    await runVitest(recorded, ['-u']);
  });

  /** A testbed with the baselines of an earlier recording, and its release, which can be made to hang in one case. */
  function recordedTestbed() {
    const made = makeTestbed([]);
    // A step that was not cancelled is to hang for longer than anybody waits for it.
    const testbed = { ...made, env: { ...made.env, PARITY_STEP_TIMEOUT: '600' } };
    const release = installSlowRelease(testbed, highest);
    copyRecorded(recorded.root, testbed.root);
    return { testbed, release, before: contents(testbed.expectedOutputs) };
  }

  describe('while it records', () => {
    test.for(['cancel', 'interrupt'] as const)('leaves every baseline as it was (key: %s)', async (key) => {
      const { testbed, release, before } = recordedTestbed();
      release.hang();
      const terminal = openTerminal(testbed, ['-u', 'suites/tiny']);
      const pid = await release.hanging();
      // When the cells beside it have ended, Vitest has forgotten that it runs.
      await terminal.sees('2 of 5 cells');
      terminal.press(key);
      await terminal.sees('CANCELLED');
      if (key === 'cancel') {
        await terminal.sees('Watching for file changes');
        terminal.press('quit');
      }
      await terminal.ended;
      await eventually(() => !isAlive(pid), 'the program is gone');
      expect(contents(testbed.expectedOutputs)).toEqual(before);
      expect(lastLine(terminal.screen())).toMatch(/^parity {2}CANCELLED: [0-4] of 5 cells ran$/);
    });

    /** Without watch mode Vitest reads no keys: the terminal itself sends SIGINT to all who are in its foreground. */
    test('leaves every baseline as it was, and no program, where nothing is watched', async () => {
      const { testbed, release, before } = recordedTestbed();
      release.hang();
      const terminal = openTerminal(testbed, ['run', '-u', 'suites/tiny']);
      const pid = await release.hanging();
      terminal.press('interrupt');
      expect(await terminal.ended).not.toBe(0);
      await eventually(() => !isAlive(pid), 'the program is gone');
      expect(contents(testbed.expectedOutputs)).toEqual(before);
    });

    test('does not say that it recorded with a build that it recorded nothing with', async () => {
      const { testbed, release, before } = recordedTestbed();
      appendFileSync(join(testbed.binaries, hostArch(), version, 'qemu-img'), '# another build\n');
      release.hang();
      const terminal = openTerminal(testbed, ['-u', 'suites/tiny', '-t', '1M-cs-4k']);
      await release.hanging();
      terminal.press('interrupt');
      await terminal.ended;
      expect(lastLine(terminal.screen())).toBe('parity  CANCELLED: 0 of 1 cells ran');
      expect(contents(testbed.expectedOutputs)).toEqual(before);
    });
  });

  describe('while it verifies', () => {
    test('never says that it passed', async () => {
      const { testbed, release } = recordedTestbed();
      release.hang();
      const terminal = openTerminal(testbed, ['suites/tiny']);
      const pid = await release.hanging();
      await terminal.sees('2 of 5 cells');
      terminal.press('cancel');
      await terminal.sees('Watching for file changes');
      expect(lastLine(terminal.screen())).toMatch(
        /^parity {2}CANCELLED: [0-4] of 5 cells ran · self-check: /,
      );
      await eventually(() => !isAlive(pid), 'the program is gone');
      terminal.press('quit');
      expect(await terminal.ended).toBe(1);
    });

    test('does not count the cells of the run before', async () => {
      const { testbed, release } = recordedTestbed();
      // File after file: when the first one hangs, the second has not been collected again.
      const terminal = openTerminal(testbed, ['suites/tiny', 'suites/lossy', '--no-file-parallelism']);
      await terminal.sees('Waiting for file changes');
      expect(lastLine(terminal.screen())).toContain('parity  0 of 7 judged cells diverged');
      release.hang();
      terminal.press('rerunAll');
      await release.hanging();
      terminal.press('cancel');
      await terminal.sees('Watching for file changes');
      // Playing all again means all suites of the project, whatever was chosen at first.
      expect(lastLine(terminal.screen())).toMatch(/^parity {2}CANCELLED: [0-4] of 11 cells ran/);
    });

    /** A candidate that says a wrong size, hangs in one case and takes its time in another, as the slow release does. */
    function liar(folder: string): string {
      return script(
        join(folder, 'liar'),
        `case "$*" in *cluster_size=4k*) exec sleep 300 ;; *cluster_size=3*) sleep 1 ;; esac
         [ "$1" = info ] || exec '${highest?.program}' "$@"
         '${highest?.program}' "$@" | sed 's/"virtual-size": 1048576/"virtual-size": 4711/'`,
      );
    }

    test.for(['run', 'watch'] as const)('tells what it has found so far (vitest %s)', async (command) => {
      const { testbed } = recordedTestbed();
      const terminal = openTerminal(testbed, [command, 'suites/tiny'], {
        PARITY_DIALECT: 'qemu-img',
        PARITY_BINARY: liar(testbed.root),
      });
      await terminal.sees(/^parity {2}tiny .*virtual-size 1048576 -> 4711/m);
      await terminal.sees('2 of 5 cells');
      terminal.press('interrupt');
      expect(await terminal.ended).not.toBe(0);
      const [, end = ''] = terminal.screen().split(/^findings: /m);
      expect(end).toMatch(/^\d cells? in \d groups? .* of 1 likely cause\n\n1\. tiny /);
      expect(end).toContain('virtual-size 1048576 -> 4711');
      expect(end).toContain('parity  suite');
      const [, last = '', ...again] = end.trimEnd().split(/^parity {2}CANCELLED: /m);
      const [line, ...below] = last.split('\n');
      expect(line).toMatch(/^[0-4] of 5 cells ran · qemu-img at \S+ \(.*\)$/);
      expect(again).toEqual([]);
      if (command === 'run') expect(below).toEqual([]);
      const report = readFileSync(join(testbed.root, 'parity-report/parity.json'), 'utf8');
      expect(JSON.parse(report)).toMatchObject({ truncated: true, expected_cells: 5 });
    });

    test('tells its report, and leaves nothing behind, where its terminal is closed', async () => {
      const { testbed, release } = recordedTestbed();
      release.hang();
      const terminal = openTerminal(testbed, ['run', 'suites/tiny']);
      const pid = await release.hanging();
      terminal.close();
      const report = join(testbed.root, 'parity-report/parity.json');
      await eventually(() => existsSync(report), 'the report is written');
      expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({ truncated: true, expected_cells: 5 });
      await eventually(() => !isAlive(pid), 'the program is gone');
      await eventually(
        async () => (await leftInScratch(testbed)).length === 0,
        'the scratch directory is gone',
      );
    });

    test('by --bail says so, fails, and its report is that of a truncated run', async () => {
      const { testbed } = recordedTestbed();
      const refusing = script(join(temporaryFolder(), 'refusing'), 'exit 9');
      const named = { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: refusing };
      const run = await runVitest(testbed, ['suites/tiny', '--bail=1', '--maxConcurrency=1'], named);
      expect(run).toMatchObject({ exitCode: 1, report: { truncated: true, expected_cells: cases.length } });
      expect(lastLine(run.text)).toMatch(/^parity {2}CANCELLED: [0-4] of 5 cells ran · qemu-img at /);
    });
  });

  describe('because its time is over', () => {
    test('counts every cell, tells why once, and fails', async (context) => {
      const { testbed, release } = recordedTestbed();
      release.hang();
      const run = await runVitest(testbed, ['suites/tiny'], { PARITY_TIME_LIMIT: '0.05' });
      const why = 'were not judged, the time limit of 0.05 min for the run (PARITY_TIME_LIMIT) was over';
      const [line = '', ...more] = run.text.split('\n').filter((text) => text.includes('PARITY_TIME_LIMIT'));
      expect(line).toMatch(/^parity {2}TIME IS OVER: [1-5] of 5 cells /);
      expect(line.endsWith(why)).toBe(true);
      expect(more).toEqual([]);
      // On a busy machine there may be more than the one that hangs.
      const late = run.report?.time_limit?.not_judged ?? 0;
      expect(run).toMatchObject({
        exitCode: 1,
        report: {
          expected_cells: 5,
          cells: { match: 5 - late, error: late },
          truncated: false,
          time_limit: { minutes: 0.05, reached: true },
        },
      });
      expect(await leftInScratch(testbed)).toEqual([]);
      const outcome = line.replace('parity  ', '').replace(/[1-5] of 5/, '1 of 5');
      tried(context, { of: 'settings', fault: 'a step that hangs', how: 'PARITY_TIME_LIMIT=0.05', outcome });
    });

    test('leaves what was recorded as it was, and says what it did not come to', async () => {
      const { testbed, release, before } = recordedTestbed();
      release.hang();
      const run = await runVitest(testbed, ['-u', 'suites/tiny'], { PARITY_TIME_LIMIT: '0.05' });
      expect(run.exitCode).toBe(1);
      expect(run.text).toMatch(/NOT RECORDED: [1-5] cells?, of which what was recorded before stays/);
      expect(run.text).toContain('the time limit of 0.05 min for the run (PARITY_TIME_LIMIT) was over\n');
      expect(contents(testbed.expectedOutputs)).toEqual(before);
      expect(await leftInScratch(testbed)).toEqual([]);
    });
  });
});
