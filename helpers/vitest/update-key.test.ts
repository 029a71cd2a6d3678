import { rmSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { openTerminal } from '../testing/terminal.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';

describe.skipIf(installed.length < 2)('`u` in watch mode (two releases)', () => {
  let testbed: MadeTestbed;
  beforeAll(async () => {
    testbed = makeTestbed([lowest, highest]);
    await recordTiny(testbed);
  });

  /** Leaves one release a gap, so that its file fails and `u` plays it again, and takes the other's away. */
  function leaveGap(): void {
    for (const { path, version, stem } of triplesUnder(testbed.tiny)) {
      if (version !== highest?.version && stem !== '1M-cs-4k') continue;
      for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) rmSync(`${path}.${part}`);
    }
  }

  test('records what PARITY_VERSIONS chose, and nothing else', async () => {
    leaveGap();
    const terminal = openTerminal(testbed, ['suites/tiny'], { PARITY_VERSIONS: lowest?.version ?? '' });
    await terminal.sees('Watching for file changes');
    terminal.press('update');
    await terminal.sees('parity  recorded 5 cells: 1 written, 0 updated, 4 unchanged, 0 skipped');
    terminal.press('quit');
    await terminal.ended;
    expect(new Set(triplesUnder(testbed.tiny).map(({ version }) => version))).toEqual(
      new Set([lowest?.version]),
    );
  });

  test('records nothing where PARITY_VERSIONS chose releases that are not installed', async () => {
    leaveGap();
    const other = { ...testbed, env: { ...testbed.env, ...makeTestbed([highest]).env } };
    const before = triplesUnder(testbed.tiny);
    // A self-check plays what is installed; a candidate is held against what is recorded.
    const terminal = openTerminal(other, ['suites/tiny'], {
      PARITY_VERSIONS: lowest?.version ?? '',
      PARITY_DIALECT: 'qemu-img',
      PARITY_BINARY: highest?.program ?? '',
    });
    await terminal.sees('Watching for file changes');
    terminal.press('update');
    await terminal.sees('parity  recorded 0 cells');
    terminal.press('quit');
    await terminal.ended;
    // What is recorded of a release can be judged without it.
    expect(terminal.screen()).not.toContain('matches no release');
    expect(triplesUnder(testbed.tiny)).toEqual(before);
  });
});
