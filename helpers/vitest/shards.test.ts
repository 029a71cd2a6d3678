import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installed, WITHOUT_TWO } from '../testing/releases.ts';
import { runVitest, runVitestAlone, type VitestRun } from '../testing/run-vitest.ts';
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

  async function play(shard: string, args: readonly string[], env: Record<string, string>) {
    const file = join(blobs, `${shard.replace('/', '-')}.json`);
    return runVitest(
      testbed,
      ['--reporter=blob', '--reporter=default', `--outputFile.blob=${file}`, '--shard', shard, ...args],
      env,
    );
  }

  async function merge(env: Record<string, string> = {}, runIt = runVitest): Promise<VitestRun> {
    // Who merges has neither a candidate nor a reference.
    const binaries = join(testbed.root, 'none');
    mkdirSync(binaries, { recursive: true });
    rmSync(join(testbed.root, 'parity-report'), { recursive: true, force: true });
    return runIt(testbed, ['--merge-reports', blobs], { QEMU_IMG_BINARIES: binaries, ...env });
  }

  /** Plays all shards, each with variables of its own, and merges them. */
  async function sharded(
    names: readonly string[],
    args: readonly string[],
    envOf: (at: number) => Record<string, string> = () => ({}),
  ): Promise<Sharded> {
    rmSync(blobs, { recursive: true, force: true });
    const shards: VitestRun[] = [];
    for (const [at, name] of names.entries()) shards.push(await play(name, args, envOf(at)));
    return { shards, merged: await merge() };
  }

  /** Keeps what was played, for other tests to merge. */
  function keep(name: string): void {
    cpSync(blobs, join(testbed.root, name), { recursive: true });
  }

  /** Merges a choice of what was kept, by its new names. */
  async function mergeOf(files: Readonly<Record<string, string>>, env: Record<string, string> = {}) {
    rmSync(blobs, { recursive: true, force: true });
    for (const [name, from] of Object.entries(files)) cpSync(join(testbed.root, from), join(blobs, name));
    return merge(env);
  }

  function expectSame({ shards, merged }: Sharded, whole: VitestRun): void {
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
  }

  test('comes to what the run in one piece comes to, which has to have judged a number of cells all together', async () => {
    // More than any shard judges by itself.
    const asked = { PARITY_MIN_JUDGED: '12' };
    const whole = await runVitest(testbed, ALL, asked);
    expect(whole).toMatchObject({ exitCode: 0 });
    const played = await sharded(SHARDS, ALL, () => asked);
    expect(played.shards.map(({ report }) => report?.judged ?? 0).filter((count) => count >= 12)).toEqual([]);
    expect(played.shards.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(played.merged).toMatchObject({ exitCode: 0 });
    expectSame(played, whole);
    keep('right');
  });

  test('comes to the same with a candidate that is wrong; it is held as a whole against what who merges names', async () => {
    const whole = await runVitest(testbed, ALL, wrongCandidate());
    expect(whole).toMatchObject({ exitCode: 1 });
    const played = await sharded(SHARDS, ALL, (at) => {
      // As if each had its checkout in another place.
      const base = join(testbed.root, `base-${at}.json`);
      writeFileSync(base, JSON.stringify(whole.report));
      return { ...wrongCandidate(), PARITY_BASE: base };
    });
    expect(played.shards.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
    expect(played.merged).toMatchObject({ exitCode: 1 });
    expectSame(played, whole);
    keep('wrong');
    const here = { PARITY_BASE: join(testbed.root, 'base-0.json'), PARITY_MIN_JUDGED: '90%' };
    const merged = await merge(here);
    expect(merged, merged.text).toMatchObject({
      exitCode: 0,
      report: { settings: here, change: { counts: { equal: whole.report?.expected_cells, regressed: 0 } } },
    });
    const early = '--import=data:text/javascript,process.exitCode=3';
    expect(await merge({ ...here, NODE_OPTIONS: early }, runVitestAlone)).toMatchObject({ exitCode: 3 });
  });

  const reasons = ({ stdout }: VitestRun) =>
    stdout.split('\n').filter((line) => /^parity {2}(?:cannot be merged|TRUNCATED|too few)/.test(line));

  test('is truncated without one of its shards, which is named', async () => {
    const merged = await mergeOf({ '1-3.json': 'right/1-3.json', '3-3.json': 'right/3-3.json' });
    expect(merged).toMatchObject({ exitCode: 1, report: { truncated: true } });
    expect(reasons(merged)[0]).toMatch(
      /^parity {2}TRUNCATED: \d+ of \d+ cells ran; there is no report of shard 2\/3$/,
    );
  });

  test('is nothing with one shard twice, or of shards that judged different tools', async () => {
    const merged = await mergeOf({
      '1-3.json': 'right/1-3.json',
      'copy.json': 'right/1-3.json',
      '2-3.json': 'right/2-3.json',
      '3-3.json': 'wrong/3-3.json',
    });
    expect(merged).toMatchObject({ exitCode: 1, report: undefined });
    expect(reasons(merged)).toEqual(
      expect.arrayContaining([
        'parity  cannot be merged: there are 2 reports of shard 1/3',
        expect.stringMatching(
          /^parity {2}cannot be merged: the candidate is not the same in all shards: self-check \(shard 1\/3, shard 1\/3, shard 2\/3\); qemu-img .*\(shard 3\/3\)$/,
        ),
      ]),
    );
  });

  test('has to have judged as many cells as who merges asks for', async () => {
    const files = Object.fromEntries(
      ['1-3.json', '2-3.json', '3-3.json'].map((name) => [name, `right/${name}`]),
    );
    const merged = await mergeOf(files, { PARITY_MIN_JUDGED: '1000' });
    expect(merged).toMatchObject({ exitCode: 1 });
    expect(reasons(merged)).toEqual([
      expect.stringMatching(
        /^parity {2}too few were judged: \d+ of \d+ cells \(\d+%\), PARITY_MIN_JUDGED=1000$/,
      ),
    ]);
  });

  test('may have shards without a cell, but not none in all', async () => {
    const halves = ['1/2', '2/2'];
    const named = ['suites/tiny', '-t', `raw 1M-default @ ${releases[0]?.version}`];
    const { shards, merged } = await sharded(halves, named);
    expect(shards.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    expect(shards.map(({ report }) => report?.judged)).toEqual([1, 0]);
    expect(merged).toMatchObject({ exitCode: 0, report: { judged: 1, expected_cells: 1 } });
    const none = await sharded(halves, ['suites/tiny', '-t', 'nothing']);
    expect([...none.shards, none.merged].map(({ exitCode }) => exitCode)).toEqual([1, 1, 1]);
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
