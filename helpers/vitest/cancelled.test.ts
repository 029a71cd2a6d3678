import { cpSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { isAlive } from '../process/is-alive.ts';
import { type MadeBed, makeBed } from '../testing/bed.ts';
import { eventually } from '../testing/eventually.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { installSlowRelease } from '../testing/slow-release.ts';
import { openTerminal } from '../testing/terminal.ts';
import { contents } from '../testing/tree.ts';

describe.skipIf(installed.length === 0)('a recording that is cancelled while a reference runs', () => {
  let recorded: MadeBed;
  beforeAll(async () => {
    recorded = makeBed([]);
    installSlowRelease(recorded, highest);
    await runVitest(recorded, ['-u', 'suites/tiny']);
  });

  /** A bed with the baselines of an earlier recording, whose release hangs in one case from now on. */
  function bedToCancel() {
    const bed = makeBed([]);
    const release = installSlowRelease(bed, highest);
    release.hang();
    cpSync(recorded.expectedOutputs, bed.expectedOutputs, { recursive: true, preserveTimestamps: true });
    return { bed, release, before: contents(bed.expectedOutputs) };
  }

  test.for(['cancel', 'interrupt'] as const)('leaves every baseline as it was (key: %s)', async (key) => {
    const { bed, release, before } = bedToCancel();
    const terminal = openTerminal(bed, ['-u', 'suites/tiny']);
    const pid = await release.hanging();
    terminal.press(key);
    if (key === 'cancel') {
      await terminal.sees('Watching for file changes');
      terminal.press('quit');
    }
    await terminal.ended;
    await eventually(() => !isAlive(pid), 'the program is gone');
    expect(contents(bed.expectedOutputs)).toEqual(before);
  });

  /** Without watch mode Vitest reads no keys: the terminal itself sends SIGINT to all who are in its foreground. */
  test('leaves every baseline as it was, and no program, where nothing is watched', async () => {
    const { bed, release, before } = bedToCancel();
    const terminal = openTerminal(bed, ['run', '-u', 'suites/tiny']);
    const pid = await release.hanging();
    terminal.press('interrupt');
    expect(await terminal.ended).not.toBe(0);
    await eventually(() => !isAlive(pid), 'the program is gone');
    expect(contents(bed.expectedOutputs)).toEqual(before);
  });
});
