import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run as runProgram } from '../process/run.ts';
import { cases } from '../testing/project/suites/tiny/tiny.cases.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed } from '../testing/releases.ts';
import { runVitestAlone, VITEST, type VitestRun, vitestCommand } from '../testing/run-vitest.ts';
import { script } from '../testing/temporary.ts';
import { leftInScratch, type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { tried } from '../testing/tried.ts';

/** Candidates that are the reference itself, but for a fault: what they do wrong, and nothing else, must be found. */
describe.skipIf(installed.length === 0)('a candidate', () => {
  const real = highest?.program ?? '';
  const version = highest?.version ?? '';
  let testbed: MadeTestbed;
  beforeAll(async () => {
    testbed = makeTestbed([highest]);
    await recordTiny(testbed);
  });

  // Alone: what is kept of failed cells goes with a run that comes after the end of this one.
  function judge(program: string, env: Record<string, string> = {}): Promise<VitestRun> {
    const named = { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: program };
    return runVitestAlone(testbed, ['suites/tiny'], { ...named, ...env });
  }

  describe('that halves the cluster size in its info', () => {
    let program: string;
    let run: VitestRun;
    beforeAll(async () => {
      // A name that has to be quoted wherever a shell is to read it.
      program = script(
        join(testbed.root, `it's a "$HOME" tool/qemu-img`),
        `[ "$1" = info ] || exec '${real}' "$@"
         '${real}' "$@" | awk '/"cluster-size":/ { match($0, /[0-9]+/); n = substr($0, RSTART, RLENGTH); sub(/[0-9]+/, n / 2) } { print }'`,
      );
      run = await judge(program);
    });

    test('fails just the cases that report one, with just that field', () => {
      const reporting = triplesUnder(testbed.tiny).filter(({ stdout }) => stdout.includes('"cluster-size"'));
      const failures = run.report?.failures ?? [];
      expect(failures.map(({ target, case: name }) => `${target} ${name}`).sort()).toEqual(
        reporting.map(({ target, stem }) => `${target} ${stem}`).sort(),
      );
      expect(failures.length).toBeGreaterThan(0);
      for (const { reader, result, differences } of failures) {
        // The reference reads the same image and has nothing to say.
        expect([reader, result]).toEqual(['candidate', 'diverged']);
        for (const { path, expected, actual } of differences) {
          expect(path).toMatch(/(?:^|\.)cluster-size$/);
          expect(Number(actual)).toBe(Number(expected) / 2);
        }
      }
      expect(run.exitCode).toBe(1);
      expect(run.report).toMatchObject({
        candidate: { dialect: 'qemu-img', path: program, version, self_check: false },
        cells: { diverged: reporting.length, match: cases.length - reporting.length, error: 0 },
      });
      expect(run.text).not.toContain('self-check');
    });

    test('is told with case, field, values, baseline, and where its files are', () => {
      expect(run.text).toContain(`1. tiny qcow2 1M-default @ ${version}: cluster-size 65536 -> 32768\n`);
      expect(run.text).toMatch(/cluster-size\s+expected {2}65536\s+actual {4}32768/);
      expect(run.text).toContain(
        `baseline   expected-outputs/tiny-info-json/qcow2/${version}/1M-default.stdout.txt`,
      );
      expect(keptFiles()).toContain(`${testbed.scratch}/`);
    });

    function keptFiles(): string {
      return /files {6}(\S+)/.exec(run.text)?.[1] ?? '';
    }

    test('is reproduced by the commands that are printed: step by step', async () => {
      const [failure] = run.report?.failures ?? [];
      const [, ...byHand] = failure?.reproduce ?? [];
      const { stdout, stderr } = await runProgram({
        program: '/bin/sh',
        args: ['-ec', byHand.join('\n')],
        cwd: '/',
        env: { TMPDIR: testbed.root },
        timeLimit: 30_000,
      });
      expect(stderr).toBe('');
      // Both readers are shown: what the candidate says, and what the reference says of the same image.
      const { actual, expected } = failure?.differences[0] ?? {};
      expect(stdout).toContain(`"cluster-size": ${actual},`);
      expect(stdout).toContain(`"cluster-size": ${expected},`);
    });

    test('and as the one test, which leaves the files where they are', async () => {
      const failure = run.report?.failures.find(({ case: name }) => name === '1M-cs-4k');
      const [line = ''] = failure?.reproduce ?? [];
      const again = line.replace('npx vitest', `'${process.execPath}' '${VITEST}'`);
      expect(again).not.toBe(line);
      expect(readdirSync(keptFiles())).toContain('image.qcow2');
      await runProgram({ ...vitestCommand(testbed, []), program: '/bin/sh', args: ['-c', again] });
      const report = readFileSync(join(testbed.root, 'parity-report/again/parity.json'), 'utf8');
      expect(JSON.parse(report)).toMatchObject({
        cells: { diverged: 1, match: 0 },
        failures: [{ case: '1M-cs-4k', version }],
      });
      expect(readdirSync(keptFiles())).toContain('image.qcow2');
    });

    test('passes where the reference alone reads; a run of all cells takes what was kept away', async () => {
      expect(await judge(program, { PARITY_READER: 'reference' })).toMatchObject({
        exitCode: 0,
        report: { cells: { match: cases.length } },
      });
      expect(existsSync(keptFiles())).toBe(false);
    });
  });

  test('that hangs, crashes, refuses, accepts or litters is found out case by case', async (context) => {
    const program = script(
      join(testbed.root, 'faulty'),
      `case "$*" in
         *create*cluster_size=4k*) sleep 100 ;;
         *create*cluster_size=3*) touch image.qcow2; exit 0 ;;
         *create*vmdk*) printf '\\033[2Jno such format\\n::error::owned\\r\\n' >&2; exit 3 ;;
         *create*raw*) echo >>'${testbed.expectedOutputs}/versions.json'; touch '${testbed.tiny}/SHA256SUMS'
           touch '${testbed.root}/litter' "$(printf 'lit\\n::error::ter\\033[2J')" ;;
         *info*qcow2*) kill -SEGV $$ ;;
       esac
       exec '${real}' "$@"`,
    );
    const run = await judge(program, { PARITY_STEP_TIMEOUT: '5' });
    const found = Object.fromEntries(
      (run.report?.failures ?? [])
        .filter(({ reader }) => reader === 'candidate')
        .map((failure) => [`${failure.target} ${failure.case}`, failure]),
    );
    expect(run).toMatchObject({ exitCode: 1, report: { expected_cells: cases.length, truncated: false } });
    expect(found['qcow2 1M-cs-4k']).toMatchObject({
      result: 'error',
      reason: 'create was still running after 5 s and was killed',
    });
    expect(found['qcow2 1M-refused']).toMatchObject({
      result: 'error',
      reason: expect.stringContaining('info'),
    });
    expect(found['vmdk 1M-default']).toMatchObject({
      result: 'diverged',
      differences: [{ path: 'exit code of create', expected: 0, actual: 3 }],
    });
    expect(found['raw 1M-default']).toMatchObject({
      result: 'error',
      reason: 'the operation changed or left behind work/lit\\n::error::ter\\u001b[2J',
    });
    expect(found['qcow2 1M-default']).toMatchObject({ result: 'error', reason: 'info was ended by SIGSEGV' });
    // What it says is quoted, and obeyed neither by a terminal nor by GitHub Actions.
    expect(run.text).toContain('| \\u001b[2Jno such format\n');
    expect(run.text).toContain('| ::error::owned\n');
    expect(run.text).not.toContain('\u001b[2J');
    expect(run.text).not.toMatch(/^\s*::error::/m);
    expect(await leftInScratch(testbed)).toEqual([]);
    const changed = run.text.split('\n').flatMap((line) => /(?:changed while|note: new) .*/.exec(line) ?? []);
    expect(changed).toEqual([
      'note: new in the checkout since the run began, whoever made it: litter',
      'changed while the run was under way: expected-outputs/versions.json (changed)',
    ]);
    const file = 'expected-outputs/versions.json';
    expect(run.report?.changed_files).toEqual([{ file, what: 'changed' }]);
    const of = 'trespass';
    const how = 'in one case, by an absolute path';
    const [other = '', outcome = ''] = changed;
    tried(context, { of, fault: 'a candidate changes baselines', how, outcome });
    tried(context, { of, fault: 'a candidate leaves a file in the checkout', how, outcome: other });
  });
});
