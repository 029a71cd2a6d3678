import { chmodSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed, WITHOUT_RELEASE } from '../testing/releases.ts';
import { openTerminal, type Terminal } from '../testing/terminal.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';

/** Long enough for what would begin another run to have begun it. */
const QUIET = 2000;

const reruns = (terminal: Terminal) => terminal.screen().split('RERUN').length - 1;

/** Ends the watch, of which no run is under way; what kept the process alive would keep this waiting. */
async function quits(terminal: Terminal): Promise<void> {
  terminal.press('quit');
  // One, since some run of it failed; nothing, where it had to be killed.
  expect(await terminal.ended).toBe(1);
}

describe.skipIf(installed.length === 0)(`watch mode (${WITHOUT_RELEASE})`, () => {
  let testbed: MadeTestbed;
  beforeEach(async () => {
    testbed = makeTestbed([highest]);
    await recordTiny(testbed);
  });

  function baseline(): string {
    return `${triplesUnder(testbed.tiny).find(({ stem }) => stem === '1M-cs-4k')?.path}.stdout.txt`;
  }

  test('plays a suite again when a baseline of it changes, by what it is then', async () => {
    const terminal = openTerminal(testbed, ['suites/tiny', 'suites/odd', '-t', '1M-cs-4k|nothing']);
    await terminal.sees('1 match');
    await terminal.sees('Waiting for file changes');
    const text = readFileSync(baseline(), 'utf8');
    writeFileSync(baseline(), text.replace('"cluster-size": 4096', '"cluster-size": 8192'));
    await terminal.sees('RERUN');
    await terminal.sees('cluster-size 8192 -> 4096');
    await terminal.sees('Watching for file changes');
    writeFileSync(baseline(), text);
    await terminal.sees('1 match');
    expect(terminal.screen()).not.toContain('odd.test.ts x');
    await sleep(QUIET);
    expect(reruns(terminal)).toBe(2);
    await quits(terminal);
  });

  test('sees folders that were not there when it began', async () => {
    const terminal = openTerminal(testbed, ['suites/tiny', '-t', '1M-cs-4k']);
    await terminal.sees('Waiting for file changes');
    const [one] = triplesUnder(testbed.tiny);
    const folder = join(one?.path ?? '', '..');
    const kept = join(testbed.root, 'kept');
    cpSync(folder, kept, { recursive: true });
    rmSync(folder, { recursive: true });
    await terminal.sees('Watching for file changes');
    // Another folder of the same name, as git and editors leave it.
    cpSync(kept, folder, { recursive: true });
    await terminal.sees('1 match');
    writeFileSync(baseline(), readFileSync(baseline(), 'utf8').replace('4096', '8192'));
    await terminal.sees('cluster-size 8192 -> 4096');
    await terminal.sees('Watching for file changes');
    await quits(terminal);
  });

  test('plays nothing again for what a recording has written', async () => {
    const terminal = openTerminal(testbed, ['suites/tiny']);
    await terminal.sees('Waiting for file changes');
    writeFileSync(baseline(), readFileSync(baseline(), 'utf8').replace('4096', '8192'));
    await terminal.sees('Watching for file changes');
    const before = reruns(terminal);
    terminal.press('update');
    await terminal.sees(/recorded 5 cells: [^\n]* updated/);
    await terminal.sees('Waiting for file changes');
    await sleep(QUIET);
    expect(reruns(terminal)).toBe(before + 1);
    await quits(terminal);
  });

  test('plays all suites again when the candidate is another, as soon as it can be started', async () => {
    const candidate = join(testbed.root, 'target/candidate');
    const build = (text: string, mode = 0o755) => {
      const folder = join(candidate, '..');
      const part = join(folder, '.part');
      writeFileSync(part, text);
      chmodSync(part, mode);
      renameSync(part, candidate);
    };
    mkdirSync(join(candidate, '..'));
    const right = `#!/bin/sh\nexec ${highest?.program} "$@"\n`;
    build(right);
    const named = { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: candidate };
    const terminal = openTerminal(testbed, ['suites/tiny', '-t', '1M-cs-4k'], named);
    await terminal.sees('1 match');
    await terminal.sees('Waiting for file changes');
    // Built again, to the same.
    build(right);
    await sleep(QUIET);
    expect(reruns(terminal)).toBe(0);
    build('#!/bin/sh\nexit 3\n', 0o644);
    await sleep(QUIET);
    expect(reruns(terminal)).toBe(0);
    chmodSync(candidate, 0o755);
    await terminal.sees('RERUN');
    await terminal.sees('1 of 1 judged cell diverged');
    await terminal.sees('Watching for file changes');
    rmSync(join(candidate, '..'), { recursive: true });
    await sleep(QUIET);
    mkdirSync(join(candidate, '..'));
    build(right);
    await terminal.sees('1 match');
    await terminal.sees('Waiting for file changes');
    await quits(terminal);
  });
});
