import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { readVersionsFile } from '../baselines/versions-file.ts';
import { hostArch } from '../references/host-arch.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { place, script } from '../testing/temporary.ts';
import { makeTestbed } from '../testing/testbed.ts';
import { states } from '../testing/tree.ts';

const version = highest?.version ?? '';
const OF_VMDK = cases.filter(({ target }) => target === 'vmdk').length;
const OTHERS = cases.length - OF_VMDK;

describe.skipIf(installed.length === 0)('a build without the vmdk driver', () => {
  const testbed = makeTestbed([]);
  const { binaries, expectedOutputs, tiny } = testbed;
  const folder = join(binaries, hostArch(), version);
  const ofVmdk = join(tiny, 'vmdk', version, '1M-default');

  /** Puts the release into place: whole, or as a program that takes a vmdk for raw data. */
  function build(what: 'whole' | 'poor'): void {
    rmSync(folder, { recursive: true, force: true });
    const real = highest?.program ?? '';
    const poor = `case $1 in --help) '${real}' --help | sed 's/ vmdk / /'; exit ;; esac
       case "$*" in *vmdk*) echo "qemu-img: Unknown file format 'vmdk'" >&2; exit 1 ;; esac`;
    script(join(folder, 'qemu-img'), `${what === 'poor' ? poor : ''}\nexec '${real}' "$@"`);
  }

  let recording: VitestRun;
  beforeAll(async () => {
    build('poor');
    recording = await runVitest(testbed, ['-u', 'suites/tiny']);
  });

  test('records what it has, and says what it leaves out and why', () => {
    expect(recording, recording.text).toMatchObject({ exitCode: 0 });
    expect(recording.text).toContain(`${OTHERS} written, 0 updated, 0 unchanged, ${OF_VMDK} skipped`);
    expect(recording.text).toContain(`${OF_VMDK} × this build of ${version} has no vmdk driver`);
    expect(existsSync(join(tiny, 'vmdk'))).toBe(false);
    expect(readVersionsFile(expectedOutputs)[version]).toMatchObject({ lacks: ['vmdk'] });
  });

  test('is verified without these cases, by itself and by a whole one', async () => {
    for (const what of ['poor', 'whole'] as const) {
      build(what);
      const run = await runVitest(testbed, ['suites/tiny']);
      expect(run, run.text).toMatchObject({ exitCode: 0 });
      expect(run.report).toMatchObject({
        cells: { match: OTHERS, skipped: OF_VMDK },
        skips: { [`the build that ${version} was recorded with has no vmdk driver`]: OF_VMDK },
      });
    }
  });

  test('has no baseline there, and one that is found is no answer of the release', async () => {
    for (const part of ['stdout.txt', 'stderr.txt', 'meta.json']) place(`${ofVmdk}.${part}`, '');
    const run = await runVitest(testbed, ['suites/tiny', '-t', 'whole']);
    rmSync(join(tiny, 'vmdk'), { recursive: true });
    expect(run.exitCode).toBe(1);
    expect(run.text).toContain(
      'tiny-info-json/vmdk: is of a build that has no vmdk driver (versions.json), no answer of the release',
    );
    expect(run.text).toContain(`rm -r ${join(tiny, 'vmdk')}`);
  });

  test('gives way to one that has it, and does not come back', async () => {
    build('whole');
    const better = await runVitest(testbed, ['-u', 'suites/tiny']);
    expect(better.text).toContain(`${OF_VMDK} written, 0 updated, ${OTHERS} unchanged, 0 skipped`);
    expect(readVersionsFile(expectedOutputs)[version]).not.toHaveProperty('lacks');
    const before = states(expectedOutputs);
    build('poor');
    const worse = await runVitest(testbed, ['-u', 'suites/tiny']);
    expect(worse.exitCode, worse.text).toBe(1);
    expect(worse.text).toContain(
      `${version} is not recorded: this build (dropped in) has no vmdk driver, and the one that was recorded (dropped in) has`,
    );
    expect(states(expectedOutputs)).toEqual(before);
  });

  test('does not stand for a whole one in what it cannot read or play', async () => {
    const run = await runVitest(testbed, ['suites/tiny']);
    expect(run, run.text).toMatchObject({ exitCode: 0 });
    expect(run.report).toMatchObject({
      cells: { match: OTHERS, skipped: OF_VMDK },
      skips: { [`this build of ${version} has no vmdk driver`]: OF_VMDK },
    });
    const env = { PARITY_BINARY: highest?.program ?? '', PARITY_DIALECT: 'qemu-img' };
    const candidate = await runVitest(testbed, ['suites/tiny', '-t', 'vmdk'], {
      ...env,
      PARITY_READER: 'reference',
    });
    expect(candidate.report).toMatchObject({
      cells: { skipped: OF_VMDK },
      skips: { [`nobody reads the image back: this build of ${version} has no vmdk driver`]: OF_VMDK },
    });
  });

  test('is no release to record with, where something is to be mended', async () => {
    rmSync(join(tiny, 'raw', version, '1M-default.meta.json'));
    const run = await runVitest(testbed, ['suites/tiny', '-t', 'whole']);
    // It is installed, but not a build of it that may record.
    expect(run.text).toContain(`mend: where qemu-img ${version} is installed: `);
  });

  test('says nothing of pages by being installed: only what has recorded does', async () => {
    rmSync(expectedOutputs, { recursive: true });
    await runVitest(testbed, ['-u', 'suites/tiny']);
    build('whole');
    await runVitest(testbed, ['-u', 'suites/tiny', '-t', 'review page']);
    const run = await runVitest(testbed, ['suites/tiny', '-t', 'review page']);
    expect(run.text).not.toContain('mismatched');
  });
});
