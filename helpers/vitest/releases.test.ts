import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { recordTiny } from '../testing/record-tiny.ts';
import { highest, installed, lowest } from '../testing/releases.ts';
import { runVitest } from '../testing/run-vitest.ts';
import { temporaryFolder } from '../testing/temporary.ts';
import { leftInScratch, makeTestbed } from '../testing/testbed.ts';
import { contents, states } from '../testing/tree.ts';

/** The test that holds the page, and a cell, since a run that judges none is no green one. */
const HELD = ['suites/tree', 'suites/tiny', '-t', `releases.md|tiny raw 1M-default @ ${lowest?.version}`];

describe.skipIf(installed.length === 0)('the page of the releases', () => {
  const testbed = makeTestbed([...new Set([lowest, highest])]);
  const docs = join(testbed.root, 'docs');
  const page = join(docs, 'releases.md');
  const read = () => readFileSync(page, 'utf8');
  beforeAll(async () => {
    await recordTiny(testbed);
  });

  test('is written when a recording ends, with the builds that it was made with', () => {
    expect(Object.keys(contents(docs))).toEqual(['releases.md']);
    const text = read();
    expect(text).toContain('| [tiny-info-json](../__snapshots__/tiny-info-json.md) | 5 |');
    for (const release of [lowest, highest])
      expect(text).toMatch(new RegExp(`\\b${release?.version} \\([^)]+`));
    // No path of this machine, and no time: every run writes the same. It was recorded in this testbed, or in one beside it.
    expect(text).not.toContain(dirname(testbed.root));
  });

  test('is left alone where nothing has changed', async () => {
    const before = states(docs);
    expect(await runVitest(testbed, ['-u', 'suites/tiny'])).toMatchObject({ exitCode: 0 });
    expect(states(docs)).toEqual(before);
  });

  test('is of all suites after a recording of one', async () => {
    const recording = await runVitest(testbed, ['-u', 'suites/lossy']);
    expect(recording, recording.text).toMatchObject({ exitCode: 0 });
    expect(read()).toMatch(/\[lossy-info-json\].*\n.*\[tiny-info-json\]/);
    expect(await runVitest(testbed, HELD)).toMatchObject({ exitCode: 0 });
  });

  test('is mended by the command that a run fails with where it is stale or gone', async () => {
    const right = read();
    const command = `PARITY_VERSIONS=${highest?.version} npx vitest run -u suites/tree`;
    for (const [spoil, what] of [
      [() => appendFileSync(page, 'x'), 'is not what the baselines give'],
      [() => rmSync(page), 'is not there'],
    ] as const) {
      spoil();
      const stale = await runVitest(testbed, HELD);
      expect(stale.exitCode).toBe(1);
      expect(stale.text).toContain(`docs/releases.md: ${what}\n    mend: ${mended(command)}`);
      expect(stale.text).toContain(`parity    ${mended(command)}`);
      const before = states(testbed.expectedOutputs);
      const mending = await runVitest(testbed, ['-u', 'suites/tree'], {
        PARITY_VERSIONS: highest?.version ?? '',
      });
      expect(mending, mending.text).toMatchObject({ exitCode: 0 });
      expect(read()).toBe(right);
      expect(states(testbed.expectedOutputs)).toEqual(before);
    }
    expect(await runVitest(testbed, HELD)).toMatchObject({ exitCode: 0 });
  });

  test('is not of baselines that are somewhere else', async () => {
    const before = states(docs);
    const EXPECTED_OUTPUTS = join(temporaryFolder(), 'elsewhere');
    expect(await runVitest(testbed, ['-u', 'suites/odd', 'suites/tiny'], { EXPECTED_OUTPUTS })).toMatchObject(
      { exitCode: 0 },
    );
    expect(states(docs)).toEqual(before);
    const elsewhere = await runVitest(testbed, HELD, { EXPECTED_OUTPUTS });
    expect(elsewhere, elsewhere.text).toMatchObject({ exitCode: 0 });
    expect(await leftInScratch(testbed)).toEqual([]);
  });

  /** The command with the settings of the testbed. */
  function mended(command: string): string {
    const [versions = '', ...rest] = command.split(' ');
    return [versions, `QEMU_IMG_BINARIES=${testbed.binaries}`, ...rest].join(' ');
  }
});
