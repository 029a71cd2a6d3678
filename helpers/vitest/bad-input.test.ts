import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostArch } from '../references/host-arch.ts';
import { recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed, lowest, WITHOUT_TWO } from '../testing/releases.ts';
import { runVitest, runVitestAlone } from '../testing/run-vitest.ts';
import { place } from '../testing/temporary.ts';
import { leftInScratch, type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { states } from '../testing/tree.ts';

interface BadInput {
  readonly what: string;
  readonly args?: string[];
  readonly env: Record<string, string>;
  /** the line that says it, from its beginning */
  readonly line: string;
}

describe.skipIf(installed.length === 0)('bad input is one clear line and a failed run', () => {
  const testbed: MadeTestbed = makeTestbed([highest]);
  const { root } = testbed;
  const plain = place(join(root, 'plain'), '');
  const none = join(root, 'none');
  mkdirSync(join(none, hostArch()), { recursive: true });
  beforeAll(async () => {
    await recordTiny(testbed);
  });

  /** The others are tried without a run of Vitest: make-plan.test.ts, settings.test.ts, check-places.test.ts. */
  const inputs: BadInput[] = [
    {
      what: 'a candidate that does not exist',
      env: { PARITY_BINARY: join(root, 'gone') },
      line: `PARITY_BINARY: ${root}/gone does not exist`,
    },
    {
      what: 'no candidate where one is required',
      env: { PARITY_REQUIRE_CANDIDATE: '1' },
      line: 'PARITY_REQUIRE_CANDIDATE=1: there is no program to judge: ',
    },
    {
      what: 'releases that are no releases',
      args: ['-u'],
      env: { PARITY_VERSIONS: '10.00.13' },
      line: 'PARITY_VERSIONS: "10.00.13" is not a release',
    },
    {
      what: 'images of a kind that there is not',
      env: { PARITY_SAFETY: 'harmless' },
      line: 'PARITY_SAFETY: "harmless" is not one of safe, malformed, malicious',
    },
    {
      what: 'a report that cannot be written',
      env: { PARITY_REPORT: join(plain, 'report') },
      line: `PARITY_REPORT: ${join(plain, 'report')} cannot be written to: `,
    },
    {
      what: 'no release to check with',
      env: { QEMU_IMG_BINARIES: none },
      line: `no qemu-img release under ${none}/${hostArch()}: npm run provision, or drop one in`,
    },
    {
      what: 'no release to record with',
      args: ['-u'],
      env: { QEMU_IMG_BINARIES: none },
      line: `no qemu-img release under ${none}/${hostArch()}: npm run provision, or drop one in`,
    },
  ];

  test.for(inputs)('$what', async ({ args = [], env, line }) => {
    const before = states(root);
    // Alone: why a run does not begin is printed by Vitest's command line.
    const run = await runVitestAlone(testbed, ['suites/tiny', ...args], env);
    expect(run.ending).toMatchObject({ kind: 'exited', code: 1 });
    const lines = run.text.split('\n').filter((text) => text.includes(line));
    expect([line, lines.length > 0]).toEqual([line, true]);
    expectNoStack(run.text);
    expect(states(root)).toEqual(before);
    expect(await leftInScratch(testbed)).toEqual([]);
  });

  test.for([
    ['verifying', []],
    ['recording', ['-u']],
  ] as const)('a versions.json that a merge has spoilt (%s)', async ([, args]) => {
    const path = join(testbed.expectedOutputs, 'versions.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, `<<<<<<< HEAD\n${text}`);
    const before = states(root);
    const run = await runVitest(testbed, ['suites/tiny', ...args]);
    expect(run.ending).toMatchObject({ kind: 'exited', code: 1 });
    expect(run.text).toMatch(
      /versions\.json: not JSON \(.*\): git checkout \S*expected-outputs\/versions\.json, or /,
    );
    expectNoStack(run.text);
    expect(states(root)).toEqual(before);
    writeFileSync(path, text);
  });

  test('baselines that cannot be written', async () => {
    // Below a file there is no folder, not even for root.
    const run = await runVitest(testbed, ['-u', 'suites/tiny'], { EXPECTED_OUTPUTS: join(plain, 'eo') });
    expect(run.ending).toMatchObject({ kind: 'exited', code: 1 });
    expect(run.text).toContain(`EXPECTED_OUTPUTS: ${join(plain, 'eo')}`);
    expectNoStack(run.text);
  });

  test('a release that is not what it seems is told, and the rest goes on', async () => {
    place(join(testbed.binaries, hostArch(), '0.0.1/qemu-img'), '#!/no/such/interpreter\n', 0o755);
    mkdirSync(join(testbed.binaries, hostArch(), 'latest'));
    const run = await runVitest(testbed, ['suites/tiny', '-t', 'raw'], { PARITY_VERSION: '7.2' });
    expect(run).toMatchObject({ exitCode: 0, report: { cells: { match: 1 } } });
    expect(run.text).toContain('note: PARITY_VERSION is no setting; did you mean PARITY_VERSIONS?\n');
    expect(run.text).toMatch(/note: \S+0\.0\.1\/qemu-img: with --version it could not be started/);
    expect(run.text).toMatch(/note: \S+latest: not named after a release/);
  });

  test('a release without baselines is named once, and is no failure', async (context) => {
    if (lowest === highest || !lowest) return context.skip(WITHOUT_TWO);
    const more = makeTestbed([lowest, highest]);
    // Of a candidate; a self-check would judge it by the baselines that there are.
    const candidate = { PARITY_DIALECT: 'qemu-img', PARITY_BINARY: highest?.program ?? '' };
    const both = { ...testbed, env: { ...testbed.env, ...more.env } };
    const run = await runVitest(both, ['suites/tiny', '-t', 'raw'], candidate);
    expect(run).toMatchObject({ exitCode: 0, report: { versions: [highest?.version] } });
    const note = `${lowest.version} is installed without baselines; npx vitest -u records it`;
    expect(run.text.split(note)).toHaveLength(2);
  });

  test('a baseline that is no JSON, one that is cut short and one without a meta', async () => {
    const [empty, prose, cut, list] = triplesUnder(testbed.tiny).filter(({ stdout }) => stdout !== '');
    if (!empty || !prose || !cut || !list) throw new Error('too few baselines');
    writeFileSync(`${empty.path}.stdout.txt`, ' \n');
    writeFileSync(`${prose.path}.stdout.txt`, 'image: x\n');
    writeFileSync(`${cut.path}.meta.json`, readFileSync(`${cut.path}.meta.json`, 'utf8').slice(0, -9));
    writeFileSync(`${list.path}.meta.json`, '[]\n');
    const run = await runVitest(testbed, ['suites/tiny', '-t', highest?.version ?? '']);
    expect(run.exitCode).toBe(1);
    const reasons = Object.fromEntries(
      (run.report?.failures ?? []).map((failure) => [
        join(testbed.tiny, failure.target, failure.version, failure.case),
        'reason' in failure ? failure.reason : '',
      ]),
    );
    const below = (path: string) => path.slice(testbed.expectedOutputs.length + 1);
    expect(reasons).toEqual({
      [empty.path]: expect.stringContaining(`${below(empty.path)}.stdout.txt: empty`),
      [prose.path]: expect.stringContaining(`${below(prose.path)}.stdout.txt: not JSON: `),
      [cut.path]: expect.stringContaining(`${below(cut.path)}.meta.json: not JSON: `),
      [list.path]: expect.stringContaining(`${below(list.path)}.meta.json: not a JSON object`),
    });
    // The audit is not part of this run, so it is the cells that say what mends them: once.
    // These lie in no checkout, so that git has nothing of them.
    const settings = `PARITY_VERSIONS=${highest?.version} QEMU_IMG_BINARIES=${testbed.binaries}`;
    const mend = `\nparity    ${settings} npx vitest run -u suites/tiny\n`;
    expect(run.text.split(mend)).toHaveLength(2);
    expectNoStack(run.text);
  });
});

/** A stack would point into the harness, where nothing is wrong. */
function expectNoStack(text: string): void {
  expect(text).not.toMatch(/^\s*(?:at |❯ )\S*.*helpers\/(?!testing\/project)\S+:\d+/m);
}
