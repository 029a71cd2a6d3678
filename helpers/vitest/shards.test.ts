import { cpSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installed, WITHOUT_TWO } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';

const SHARDS = ['1/3', '2/3', '3/3'];

/** Everything but `lossy`, which has more cells than tests. */
const ALL = ['suites/tiny', 'suites/odd', 'suites/tree'];

const releases = installed.slice(-2);

/** A run in shards, with what came of each and of all. */
interface Sharded {
  readonly shards: readonly VitestRun[];
  readonly merged: VitestRun;
}

/** Lines of the end of a run that are of its cells, with the verdict. */
function census({ stdout }: VitestRun): string[] {
  const lines = stdout.split('\n').filter((line) => line.startsWith('parity  '));
  return lines.slice(lines.findIndex((line) => line.startsWith('parity  suite ')));
}

/** How many test files and tests there were. */
function counts({ text }: VitestRun): string[] {
  return text.split('\n').filter((line) => /^ *(?:Test Files|Tests) /.test(line));
}

/** parity.json without what no two runs have in common. */
function comparable({ report }: VitestRun): unknown {
  return JSON.parse(
    JSON.stringify(report, (key, value) => (['started', 'files'].includes(key) ? undefined : value)),
  );
}

describe.skipIf(releases.length < 2)(`a run in shards (${WITHOUT_TWO})`, () => {
  let testbed: MadeTestbed;
  let blobs: string;
  beforeAll(async () => {
    testbed = makeTestbed(releases);
    blobs = join(testbed.root, 'blobs');
    const recording = await runVitest(testbed, ['-u', ...ALL]);
    expect(recording).toMatchObject({ exitCode: 0 });
  });

  async function play(shard: string, env: Record<string, string> = {}, args = ALL): Promise<VitestRun> {
    const file = join(blobs, `${shard.replace('/', '-')}.json`);
    return runVitest(
      testbed,
      ['--reporter=blob', '--reporter=default', `--outputFile.blob=${file}`, '--shard', shard, ...args],
      env,
    );
  }

  async function merge(env: Record<string, string> = {}): Promise<VitestRun> {
    // Who merges has neither a candidate nor a reference.
    const binaries = join(testbed.root, 'none');
    mkdirSync(binaries, { recursive: true });
    rmSync(join(testbed.root, 'parity-report'), { recursive: true, force: true });
    return runVitest(testbed, ['--merge-reports', blobs], { QEMU_IMG_BINARIES: binaries, ...env });
  }

  async function sharded(env: Record<string, string> = {}, args = ALL): Promise<Sharded> {
    rmSync(blobs, { recursive: true, force: true });
    const shards: VitestRun[] = [];
    for (const shard of SHARDS) shards.push(await play(shard, env, args));
    return { shards, merged: await merge() };
  }

  test.for([
    { what: 'a candidate that is right', env: {}, exitCode: 0 },
    { what: 'a candidate that is wrong', env: wrongCandidate(), exitCode: 1 },
  ])('comes to what the run in one piece comes to: $what', async ({ env, exitCode }) => {
    const whole = await runVitest(testbed, ALL, env);
    expect(whole).toMatchObject({ exitCode });
    const { shards, merged } = await sharded(env);
    expect(merged).toMatchObject({ exitCode });
    expect(comparable(merged)).toEqual(comparable(whole));
    expect(census(merged)).toEqual(census(whole).map((line) => line.replace(/ \(replaces .*/, '')));
    expect(counts(merged)).toEqual(counts(whole));
    const cells = shards.map(({ report }) => report?.expected_cells ?? 0);
    expect(cells.reduce((sum, count) => sum + count, 0)).toBe(whole.report?.expected_cells);
    // Two releases: no shard has more than another but for one case.
    expect(Math.max(...cells) - Math.min(...cells)).toBeLessThanOrEqual(2);
    for (const [at, { stdout, report }] of shards.entries()) {
      const lines = stdout.trim().split('\n');
      expect(lines[0]).toMatch(new RegExp(`^parity {2}shard ${at + 1}/3 · `));
      expect(lines.findLast((line) => line.includes(' judged '))).toContain(` · shard ${at + 1}/3 · `);
      expect(report?.shard).toBe(`${at + 1}/3`);
    }
  });

  test('is held as a whole against what who merges names; an exit code from before stays', async () => {
    const tiny = ['suites/tiny'];
    const whole = await runVitest(testbed, tiny, wrongCandidate());
    expect(whole).toMatchObject({ exitCode: 1 });
    rmSync(blobs, { recursive: true, force: true });
    for (const [at, shard] of SHARDS.entries()) {
      // As if each had its checkout in another place.
      const base = join(testbed.root, `base-${at}.json`);
      writeFileSync(base, JSON.stringify(whole.report));
      expect(await play(shard, { ...wrongCandidate(), PARITY_BASE: base }, tiny)).toMatchObject({
        exitCode: 0,
      });
    }
    const here = { PARITY_BASE: join(testbed.root, 'base-0.json'), PARITY_MIN_JUDGED: '90%' };
    const merged = await merge(here);
    expect(merged, merged.text).toMatchObject({
      exitCode: 0,
      report: { settings: here, change: { counts: { equal: 10, regressed: 0 } } },
    });
    const early = '--import=data:text/javascript,process.exitCode=3';
    expect(await merge({ ...here, NODE_OPTIONS: early })).toMatchObject({ exitCode: 3 });
  });

  describe('that is wrong', () => {
    beforeAll(async () => {
      rmSync(blobs, { recursive: true, force: true });
      for (const shard of SHARDS) await play(shard, {}, ['suites/tiny']);
    });

    /** Merges with one file of the blobs moved away or added, and puts that right again. */
    async function mergeOther(change: () => void | Promise<void>, env: Record<string, string> = {}) {
      const kept = join(testbed.root, 'kept');
      cpSync(blobs, kept, { recursive: true });
      await change();
      const merged = await merge(env);
      rmSync(blobs, { recursive: true });
      renameSync(kept, blobs);
      return merged;
    }

    const reasons = ({ stdout }: VitestRun) =>
      stdout.split('\n').filter((line) => /^parity {2}(?:cannot be merged|TRUNCATED|too few)/.test(line));

    test('is truncated without one of its shards, which is named', async () => {
      const merged = await mergeOther(() => rmSync(join(blobs, '2-3.json')));
      expect(merged).toMatchObject({ exitCode: 1, report: { truncated: true, expected_cells: 10 } });
      expect(reasons(merged)).toEqual([
        'parity  TRUNCATED: 6 of 10 cells ran; there is no report of shard 2/3',
      ]);
    });

    test('is nothing with one shard twice', async () => {
      const merged = await mergeOther(() => cpSync(join(blobs, '1-3.json'), join(blobs, 'copy.json')));
      expect(merged).toMatchObject({ exitCode: 1, report: undefined });
      expect(reasons(merged)).toEqual(['parity  cannot be merged: there are 2 reports of shard 1/3']);
    });

    test('is nothing of shards that judged different tools with different settings', async () => {
      const other = { ...wrongCandidate(), PARITY_READER: 'reference' };
      const merged = await mergeOther(async () => void (await play('3/3', other, ['suites/tiny'])));
      expect(merged).toMatchObject({ exitCode: 1, report: undefined });
      expect(reasons(merged)).toEqual([
        expect.stringMatching(
          /^parity {2}cannot be merged: the candidate is not the same in all shards: self-check \(shard 1\/3, shard 2\/3\); qemu-img .*\(shard 3\/3\)$/,
        ),
        'parity  cannot be merged: PARITY_READER is not the same in all shards: both (shard 1/3, shard 2/3); reference (shard 3/3)',
      ]);
    });

    test('has to have judged a number of cells all together', async () => {
      const asked = { PARITY_MIN_JUDGED: '11' };
      const shard = await play('1/3', asked, ['suites/tiny']);
      expect(shard).toMatchObject({ exitCode: 0 });
      await play('1/3', {}, ['suites/tiny']);
      const merged = await merge(asked);
      expect(merged).toMatchObject({ exitCode: 1 });
      expect(reasons(merged)).toEqual([
        'parity  too few were judged: 10 of 10 cells (100%), PARITY_MIN_JUDGED=11',
      ]);
    });

    test('may have shards without a cell, but not none in all', async () => {
      const named = ['suites/tiny', '-t', `raw 1M-default @ ${releases[0]?.version}`];
      const { shards, merged } = await sharded({}, named);
      expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
      expect(shards.map(({ report }) => report?.judged)).toEqual([1, 0, 0]);
      expect(merged).toMatchObject({ exitCode: 0, report: { judged: 1, expected_cells: 1 } });
      const none = await sharded({}, ['suites/tiny', '-t', 'nothing']);
      expect([...none.shards, none.merged].map(({ exitCode }) => exitCode)).toEqual([1, 1, 1, 1]);
    });
  });

  test('is no recording', async () => {
    const run = await runVitest(testbed, ['-u', '--shard', '1/2', 'suites/tiny']);
    expect(run.exitCode).toBe(1);
    expect(run.text).toContain('a recording is made in one piece: leave out --shard, or -u');
  });
});

/** The older release for the newer one. */
function wrongCandidate(): Record<string, string> {
  return { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: installed[0]?.program ?? '' };
}
