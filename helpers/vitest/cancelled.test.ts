import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../process/is-alive.ts';
import { hostArch } from '../references/host-arch.ts';
import { type MadeBed, makeBed } from '../testing/bed.ts';
import { eventually } from '../testing/eventually.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { installSlowRelease } from '../testing/slow-release.ts';
import { script, temporaryFolder } from '../testing/temporary.ts';
import { openTerminal } from '../testing/terminal.ts';
import { contents } from '../testing/tree.ts';

/** What the harness itself printed last. */
function lastLine(text: string): string {
  return text.split('\n').findLast((line) => line.startsWith('parity  ')) ?? '';
}

describe.skipIf(installed.length === 0)('a run that is cancelled', () => {
  const version = highest?.version ?? '';
  let recorded: MadeBed;
  beforeAll(async () => {
    recorded = makeBed([]);
    installSlowRelease(recorded, highest);
    await runVitest(recorded, ['-u']);
  });

  /** A bed with the baselines of an earlier recording, and its release, which can be made to hang in one case. */
  function recordedBed() {
    const bed = makeBed([]);
    const release = installSlowRelease(bed, highest);
    for (const folder of ['expected-outputs', '__snapshots__']) {
      cpSync(join(recorded.root, folder), join(bed.root, folder), { recursive: true });
    }
    return { bed, release, before: contents(bed.expectedOutputs) };
  }

  describe('while it records', () => {
    test.for(['cancel', 'interrupt'] as const)('leaves every baseline as it was (key: %s)', async (key) => {
      const { bed, release, before } = recordedBed();
      release.hang();
      const terminal = openTerminal(bed, ['-u', 'suites/tiny']);
      const pid = await release.hanging();
      terminal.press(key);
      await terminal.sees('CANCELLED');
      if (key === 'cancel') {
        await terminal.sees('Watching for file changes');
        terminal.press('quit');
      }
      await terminal.ended;
      await eventually(() => !isAlive(pid), 'the program is gone');
      expect(contents(bed.expectedOutputs)).toEqual(before);
      expect(lastLine(terminal.screen())).toMatch(/^parity {2}CANCELLED: [0-4] of 5 cells ran$/);
    });

    /** Without watch mode Vitest reads no keys: the terminal itself sends SIGINT to all who are in its foreground. */
    test('leaves every baseline as it was, and no program, where nothing is watched', async () => {
      const { bed, release, before } = recordedBed();
      release.hang();
      const terminal = openTerminal(bed, ['run', '-u', 'suites/tiny']);
      const pid = await release.hanging();
      terminal.press('interrupt');
      expect(await terminal.ended).not.toBe(0);
      await eventually(() => !isAlive(pid), 'the program is gone');
      expect(contents(bed.expectedOutputs)).toEqual(before);
    });

    test('does not say that it recorded with a build that it recorded nothing with', async () => {
      const { bed, release, before } = recordedBed();
      appendFileSync(join(bed.binaries, hostArch(), version, 'qemu-img'), '# another build\n');
      release.hang();
      const terminal = openTerminal(bed, ['-u', 'suites/tiny', '-t', '1M-cs-4k']);
      await release.hanging();
      terminal.press('interrupt');
      await terminal.ended;
      expect(lastLine(terminal.screen())).toBe('parity  CANCELLED: 0 cells ran');
      expect(contents(bed.expectedOutputs)).toEqual(before);
    });
  });

  describe('while it verifies', () => {
    test('never says that it passed', async () => {
      const { bed, release } = recordedBed();
      release.hang();
      const terminal = openTerminal(bed, ['suites/tiny']);
      const pid = await release.hanging();
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
      const { bed, release } = recordedBed();
      // File after file: when the first one hangs, the second has not been collected again.
      const terminal = openTerminal(bed, ['suites/tiny', 'suites/lossy', '--no-file-parallelism']);
      await terminal.sees('Watching for file changes');
      expect(lastLine(terminal.screen())).toContain('parity  7 cells');
      release.hang();
      terminal.press('rerunAll');
      await release.hanging();
      terminal.press('cancel');
      await terminal.sees('Watching for file changes');
      expect(lastLine(terminal.screen())).toMatch(/^parity {2}CANCELLED: [0-4] of 10 cells ran/);
    });

    test('by --bail says so, fails, and its report is that of a truncated run', async () => {
      const { bed } = recordedBed();
      const refusing = script(join(temporaryFolder(), 'refusing'), 'exit 9');
      const named = { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: refusing };
      const run = await runVitest(bed, ['suites/tiny', '--bail=1', '--maxConcurrency=1'], named);
      expect(run).toMatchObject({ exitCode: 1, report: { truncated: true, expected_cells: cases.length } });
      expect(lastLine(run.text)).toMatch(/^parity {2}CANCELLED: [0-4] of 5 cells ran · qemu-img at /);
    });
  });
});
