import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { openTerminal } from '../testing/terminal.ts';
import { type MadeTestbed, makeTestbed, placeDialect } from '../testing/testbed.ts';

/** What the harness itself printed of why the run fails. */
function reasons({ text }: VitestRun): string[] {
  return text.split('\n').filter((line) => /^parity {2}(?:nothing was|too few were) judged:/.test(line));
}

describe.skipIf(installed.length === 0)('a run that is to be a judge', () => {
  const version = highest?.version ?? '';
  const all = cases.length;
  let testbed: MadeTestbed;
  beforeAll(async () => {
    testbed = makeTestbed([highest]);
    await recordTiny(testbed);
  });

  test.for(['nothing', 'review page'])('fails where -t %s names no cell', async (filter) => {
    const run = await runVitest(testbed, ['suites/tiny', '-t', filter]);
    expect(run).toMatchObject({ exitCode: 1, report: { judged: 0, expected_cells: 0 } });
    expect(reasons(run)).toEqual([
      `parity  nothing was judged: -t ${filter.includes(' ') ? `'${filter}'` : filter} names no cell of tiny`,
    ]);
  });

  test('fails where every cell was skipped, and says why they were', async () => {
    const own = makeTestbed([]);
    placeDialect(
      own,
      'mute',
      `export default { name: 'mute', knownDivergences: [], command: () => ({ unsupported: 'says nothing' }) };`,
    );
    const mute = { EXPECTED_OUTPUTS: testbed.expectedOutputs, QEMU_IMG_BINARIES: testbed.binaries };
    const named = { PARITY_DIALECT: 'mute', PARITY_BINARY: highest?.program ?? '' };
    const run = await runVitest(own, ['suites/tiny'], { ...mute, ...named });
    expect(run).toMatchObject({ exitCode: 1, report: { judged: 0, cells: { skipped: all } } });
    expect(reasons(run)).toEqual([
      `parity  nothing was judged: of ${all} cells ${all} skipped (${all} × mute: says nothing)`,
    ]);
  });

  test('fails without baselines, also where the audit that misses them is filtered out', async () => {
    const none = join(testbed.root, 'none');
    mkdirSync(none, { recursive: true });
    const run = await runVitest(testbed, ['suites/tiny', '-t', 'qcow2'], { EXPECTED_OUTPUTS: none });
    expect(run).toMatchObject({ exitCode: 1 });
    expect(reasons(run)).toEqual([
      'parity  nothing was judged: there are no baselines (npx vitest -u records them)',
    ]);
  });

  test('needs no cell where no suite was asked for, unless by PARITY_MIN_JUDGED', async () => {
    const run = await runVitest(testbed, ['suites/tree']);
    expect(reasons(run)).toEqual([]);
    expect(run).toMatchObject({ exitCode: 0 });
    const demanded = await runVitest(testbed, ['suites/tree'], { PARITY_MIN_JUDGED: '1' });
    expect(reasons(demanded)).toEqual([
      'parity  nothing was judged: no suite is part of the run, and PARITY_MIN_JUDGED asks for cells',
    ]);
    expect(demanded).toMatchObject({ exitCode: 1 });
  });

  test('fails where it judged fewer cells than PARITY_MIN_JUDGED says, whatever was asked for', async () => {
    const one = ['suites/tiny', '-t', '^tiny raw .* @ '];
    const run = await runVitest(testbed, one, { PARITY_MIN_JUDGED: String(all) });
    expect(reasons(run)).toEqual([
      `parity  too few were judged: 1 of 1 cells (100%), PARITY_MIN_JUDGED=${all}`,
    ]);
    expect(run.exitCode).toBe(1);
    // A share is of what was asked for.
    expect(await runVitest(testbed, one, { PARITY_MIN_JUDGED: '100%' })).toMatchObject({ exitCode: 0 });
  });

  test('says in watch mode too that nothing was judged, and goes on', async () => {
    const terminal = openTerminal(testbed, ['suites/tiny', '-t', 'nothing']);
    await terminal.sees('nothing was judged: -t nothing names no cell of tiny');
    await terminal.sees('Waiting for file changes');
    terminal.press('quit');
    expect(await terminal.ended).toBe(0);
  });

  test('records without a candidate where one is required to judge', async () => {
    const run = await runVitest(testbed, ['-u', 'suites/tiny'], {
      PARITY_REQUIRE_CANDIDATE: '1',
      PARITY_MIN_JUDGED: '100%',
    });
    expect(run).toMatchObject({ exitCode: 0 });
    expect(run.text).toContain(`recorded ${all} cells`);
  });

  test('judges a candidate that is required', async () => {
    const named = { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: highest?.program ?? '' };
    const demanded = { PARITY_REQUIRE_CANDIDATE: '1', PARITY_MIN_JUDGED: '100%' };
    const run = await runVitest(testbed, ['suites/tiny'], { ...named, ...demanded });
    expect(run).toMatchObject({
      exitCode: 0,
      report: {
        judged: all,
        versions: [version],
        settings: { PARITY_BINARY: highest?.program, PARITY_DIALECT: 'qemu-img', ...demanded },
      },
    });
  });
});
