import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { script } from '../testing/temporary.ts';
import { makeTestbed } from '../testing/testbed.ts';

const version = highest?.version ?? '';
/** Of another distribution, newer than all that is recorded, and the same program. */
const FOREIGN = '99.2.2';

describe.skipIf(installed.length === 0)('a release of another distribution, without baselines', () => {
  const testbed = makeTestbed([highest]);
  let run: VitestRun;
  beforeAll(async () => {
    await recordTiny(testbed);
    rmSync(join(testbed.binaries, hostArch(), version));
    script(
      join(testbed.binaries, hostArch(), FOREIGN, 'qemu-img'),
      `case $1 in --version) echo 'qemu-img version ${FOREIGN} (Debian 1:${FOREIGN}+ds-0ubuntu1)'; exit ;; esac
       exec '${highest?.program}' "$@"`,
    );
    run = await runVitest(testbed, ['suites/tiny']);
  });

  test('is judged in every cell by the nearest that has some', () => {
    expect(run, run.text).toMatchObject({ exitCode: 0 });
    expect(run.report).toMatchObject({
      versions: [FOREIGN],
      expected_cells: cases.length,
      cells: { match: cases.length, skipped: 0, diverged: 0, error: 0 },
    });
  });

  test('which the head of the run says', () => {
    expect(run.text).toContain(
      `${FOREIGN} is installed without baselines, judged by those of ${version}; npx vitest -u records it`,
    );
    expect(run.text).toContain(`playing qemu-img ${FOREIGN}; baselines: ${version}\n`);
  });

  test('which every cell says', async () => {
    const verbose = await runVitest(testbed, ['suites/tiny', '-t', `@ ${FOREIGN}`, '--reporter=verbose']);
    const note = `judged by the baselines of qemu-img ${version}: ${FOREIGN} has none`;
    const said = verbose.text.split('\n').filter((line) => line.includes(note));
    // The tests, and the census.
    expect(said).toHaveLength(cases.length + 1);
    expect(said.at(-1)).toContain(`${cases.length} × ${note}`);
  });

  test('and a failure names the baseline that it was judged by', async () => {
    script(
      join(testbed.root, 'candidate'),
      `case $1 in info) '${highest?.program}' "$@" | sed 's/"virtual-size": 1048576/"virtual-size": 1/'; exit ;; esac
       exec '${highest?.program}' "$@"`,
    );
    const env = { PARITY_BINARY: join(testbed.root, 'candidate'), PARITY_DIALECT: 'qemu-img' };
    const judged = await runVitest(testbed, ['suites/tiny', '-t', 'raw'], env);
    expect(judged).toMatchObject({ exitCode: 1 });
    // A candidate is held against what is recorded, whatever is installed.
    expect(judged.report).toMatchObject({ versions: [version], cells: { diverged: 1 } });
    expect(judged.text).toContain(
      `read back by qemu-img ${FOREIGN} beside what it makes itself: nobody reads the image back: qemu-img ${version} is not installed`,
    );
  });

  test('and gets no baselines by the way, where something derived is to be brought up to date', async () => {
    rmSync(join(testbed.tiny, 'version-map.json'));
    const stale = await runVitest(testbed, ['suites/tiny']);
    expect(stale.exitCode).toBe(1);
    const where = `one of qemu-img ${version}`;
    expect(stale.text).toContain(`mend: record suites/tiny where ${where} is installed`);
    expect(stale.text).toContain(`parity  not installed here, so to be recorded elsewhere: ${where}\n`);
    expect(stale.text).not.toContain('vitest run -u');
  });
});
