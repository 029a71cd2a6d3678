import { appendFileSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { DefaultReporter, GithubActionsReporter, type Vitest } from 'vitest/node';
import { recordTiny } from '../testing/record-tiny.ts';
import { triplesUnder } from '../testing/recorded.ts';
import { highest, installed } from '../testing/releases.ts';
import { REPOSITORY, runVitest, type VitestRun } from '../testing/run-vitest.ts';
import { installSlowRelease } from '../testing/slow-release.ts';
import { openTerminal } from '../testing/terminal.ts';
import { type MadeTestbed, makeTestbed } from '../testing/testbed.ts';
import { contents } from '../testing/tree.ts';
import {
  annotate,
  cancellation,
  concurrencyInWorker,
  hideErrorsOf,
  isNamedInWorker,
  replaceOwnReporter,
  replaceWindow,
  updateModeInWorker,
  writeNoJobSummary,
} from './vitest-internals.ts';

const packageJson = (path: string) =>
  JSON.parse(readFileSync(join(REPOSITORY, path, 'package.json'), 'utf8'));

test('Vitest is the version whose private parts are known', () => {
  const { version } = packageJson('node_modules/vitest');
  expect(packageJson('.').devDependencies.vitest).toBe(version);
});

test('Vitest still tells its workers the update mode under __vitest_worker__', ({ expect: ours }) => {
  expect(updateModeInWorker()).toBeDefined();
  expect(updateModeInWorker()).toBe(ours.getState().snapshotState.snapshotUpdateState);
});

test('Vitest still tells its workers what -t says in config.testNamePattern', () => {
  const { config } = (
    globalThis as { __vitest_worker__?: { config: { testNamePattern?: RegExp | undefined } } }
  ).__vitest_worker__ ?? { config: {} };
  const ours = config.testNamePattern;
  expect(ours === undefined || ours instanceof RegExp).toBe(true);
  try {
    config.testNamePattern = /vmdk .* @ 7\.2/;
    expect(['create vmdk 1M @ 7.2.22', 'create qcow2 1M @ 7.2.22'].map(isNamedInWorker)).toEqual([
      true,
      false,
    ]);
  } finally {
    config.testNamePattern = ours;
  }
});

test('Vitest still tells its workers how much is played side by side in config.maxConcurrency', () => {
  const { config } = (globalThis as { __vitest_worker__?: { config: { maxConcurrency: number } } })
    .__vitest_worker__ ?? { config: { maxConcurrency: 0 } };
  const ours = config.maxConcurrency;
  try {
    config.maxConcurrency = 7;
    expect({ ours: ours > 0, now: concurrencyInWorker() }).toEqual({ ours: true, now: 7 });
  } finally {
    config.maxConcurrency = ours;
  }
});

test('Vitest still takes the stack of an annotation before it awaits anything', async (context) => {
  const limit = Error.stackTraceLimit;
  const taken: number[] = [];
  const watched = { annotate: () => Promise.resolve(taken.push(Error.stackTraceLimit)) };
  await annotate(watched as unknown as typeof context, 'a word', 'note');
  expect({ taken, limit: Error.stackTraceLimit }).toEqual({ taken: [0], limit });
  // From a test file there would be a place.
  await annotate(context, 'a word', 'note');
  expect(context.task.annotations.map(({ message, location }) => ({ message, location }))).toEqual([
    { message: 'a word', location: undefined },
  ]);
});

test('Vitest still tells its workers of a cancelled run through onCancel of __vitest_worker__', () => {
  const { onCancel } = (globalThis as { __vitest_worker__?: { onCancel?: unknown } }).__vitest_worker__ ?? {};
  expect(onCancel).toBeTypeOf('function');
  expect(cancellation().aborted).toBe(false);
});

test('Vitest still counts snapshots in added, updated and matched of the snapshot state', ({
  expect: ours,
}) => {
  const { added, updated, matched } = ours.getState().snapshotState;
  for (const counter of [added, updated, matched]) expect(counter.increment).toBeTypeOf('function');
});

describe.skipIf(installed.length === 0)('in a whole run', () => {
  let testbed: MadeTestbed;
  let recording: VitestRun;
  beforeAll(async () => {
    testbed = makeTestbed([]);
    installSlowRelease(testbed, highest);
    recording = await runVitest(testbed, ['--reporter=dot', '-u', 'suites/tiny']);
  });

  test('Vitest still has the word after -u in config.update, and starts with the filters of vitest.start', () => {
    expect(Object.keys(contents(testbed.expectedOutputs)).join()).toContain('tiny-info-json/');
    expect(Object.keys(contents(testbed.expectedOutputs)).join()).not.toContain('lossy');
  });

  test('Vitest still asks reporters that config.reporters got while it was configured', () => {
    const lines = recording.stdout.trim().split('\n');
    expect(lines[0]).toMatch(/^parity {2}recording with/);
    expect(lines.at(-1)).toMatch(/^parity {2}recorded 5 cells/);
  });

  test('Vitest still counts in its summary what is added to the counters of the snapshot state', () => {
    expect(recording.text).toMatch(/Snapshots +6 written/);
  });

  test('Vitest still writes no missing snapshot where config.snapshotOptions says none', async () => {
    const page = join(testbed.root, '__snapshots__/tiny-info-json.md');
    rmSync(page);
    const run = await runVitest(testbed, ['suites/tiny', '-t', 'review page|1M-cs-4k']);
    expect(run).toMatchObject({ exitCode: 1, report: { judged: 1, cells: { match: 1 } } });
    expect(contents(join(testbed.root, '__snapshots__'))).toEqual({});
  });

  test('Vitest still says in snapshot.options that `u` updates, before any cell has told that it records', async () => {
    const gap = triplesUnder(testbed.tiny).find(({ stem }) => stem === '1M-cs-4k');
    rmSync(`${gap?.path}.meta.json`);
    const terminal = openTerminal(testbed, ['suites/tiny', '-t', '1M-cs-4k']);
    await terminal.sees('Watching for file changes');
    const release = installSlowRelease(testbed, highest);
    release.hang();
    terminal.press('update');
    await release.hanging();
    terminal.press('cancel');
    await terminal.sees('parity  recorded 0 cells');
    await terminal.sees('parity  CANCELLED: 0 of 1 cells ran');
  });
});

describe.skipIf(installed.length === 0)('in runs that are divided, merged and watched', () => {
  let testbed: MadeTestbed;
  beforeAll(async () => {
    testbed = makeTestbed([highest]);
    await recordTiny(testbed);
  });

  test('Vitest still asks config.sequence.sequencer what a shard plays, and more shards than files if passWithNoTests', async () => {
    for (const shard of ['1/2', '2/2']) {
      const file = join(testbed.root, 'blobs', shard.replace('/', '-'));
      const blob = ['--reporter=blob', `--outputFile=${file}`];
      const run = await runVitest(testbed, ['suites/tiny', ...blob, '--shard', shard]);
      expect(run).toMatchObject({ exitCode: 0, report: { judged: shard === '1/2' ? 3 : 2 } });
    }
  });

  test('Vitest still replays the list of state.blobs.files, as it is after onInit', async () => {
    const merged = await runVitest(testbed, ['--merge-reports', join(testbed.root, 'blobs')]);
    expect(merged).toMatchObject({ exitCode: 0, report: { judged: 5 } });
    expect(merged.text).toMatch(/Test Files +1 passed \(1\)/);
  });

  test('Vitest still plays what is in watcher.changedTests when watcher.scheduleRerun is called', async () => {
    const terminal = openTerminal(testbed, ['suites/tiny']);
    await terminal.sees('Waiting for file changes');
    const [one] = triplesUnder(testbed.tiny);
    appendFileSync(`${one?.path}.stderr.txt`, ' ');
    expect(await terminal.sees('RERUN')).toMatch(/tiny-info-json.*stderr\.txt/);
    await terminal.sees('Watching for file changes');
  });
});

test('Vitest still has its own reporter print errors of failed tests through printErrorsSummary, given the files', () => {
  const printed: unknown[] = [];
  const reporter = new DefaultReporter();
  Object.assign(reporter, {
    printErrorsSummary: (files: unknown) => printed.push(files),
    reportTestSummary: () => {},
    ctx: { state: { leakSet: new Set() }, config: {} },
  });
  const [hidden, shown] = ['hidden', 'shown'].map((name) => ({ type: 'test', name }));
  const file = {
    type: 'suite',
    name: 'file',
    tasks: [{ type: 'suite', name: 'suite', tasks: [hidden, shown] }],
  };
  hideErrorsOf(reporter, ({ name }) => name === 'hidden');
  reporter.reportSummary([file] as never[], []);
  expect(printed).toEqual([
    [{ type: 'suite', name: 'file', tasks: [{ type: 'suite', name: 'suite', tasks: [shown] }] }],
  ]);
});

test('Vitest still draws what its own reporter keeps at the bottom of a terminal with createSummary of its summary', () => {
  const reporter = new DefaultReporter({ isTTY: true });
  let own: string[] = [];
  replaceWindow(reporter, (lines) => {
    own = lines;
    return ['ours'];
  });
  const { summary } = reporter as unknown as {
    summary: { createSummary(): string[]; onTestRunEnd: unknown };
  };
  expect(summary.createSummary()).toEqual(['ours']);
  expect(own[0]).toBe('');
  expect(own.join('\n')).toContain('Test Files');
  expect(summary.onTestRunEnd).toBeTypeOf('function');
});

test('Vitest still names the reporters that it will make, in pairs of a name and options', () => {
  const reporters: unknown[] = [
    ['default', { summary: false }],
    ['agent', {}],
    ['json', {}],
  ];
  replaceOwnReporter(
    { config: { reporters } } as unknown as Vitest,
    (name, options) => ({ name, options }) as never,
  );
  expect(reporters).toEqual([
    { name: 'default', options: { summary: false } },
    { name: 'agent', options: {} },
    ['json', {}],
  ]);
});

test('Vitest still takes from the options of its reporter for GitHub Actions whether it writes a job summary', () => {
  const reporters: unknown[] = [
    ['default', {}],
    ['github-actions', { displayAnnotations: false }],
    ['github-actions'],
  ];
  writeNoJobSummary({ config: { reporters } } as unknown as Vitest);
  expect(reporters).toEqual([
    ['default', {}],
    ['github-actions', { displayAnnotations: false, jobSummary: { enabled: false } }],
    ['github-actions', { jobSummary: { enabled: false } }],
  ]);
  const [, options] = reporters[1] as [string, ConstructorParameters<typeof GithubActionsReporter>[0]];
  expect(new GithubActionsReporter(options)).toMatchObject({ options: { jobSummary: { enabled: false } } });
  // What is to be turned off is there without us.
  expect(new GithubActionsReporter()).toMatchObject({ options: { jobSummary: { enabled: true } } });
});

/** Names of what Vitest does not promise, as they would stand in a source. */
const PRIVATE = [
  /__vitest_\w+__/,
  /\bsnapshotState\b/,
  /\bsnapshotOptions\b/,
  /\bsnapshot\.options\b/,
  /\bvitest\.start\b/,
  /\breporters\.(?:push|unshift|splice)\b/,
  /\bas never\b/,
  /\bvitest\._\w+/,
  /\bprintErrorsSummary\b/,
  /\bcreateSummary\b/,
  /\bmoduleGraph\b/,
  /\bscheduleRerun\b/,
  /\bstate\.blobs\b/,
  /\bsequence\.sequencer\b/,
];

test('no other file of helpers uses the private parts of Vitest', () => {
  const helpers = join(REPOSITORY, 'helpers');
  const users = readdirSync(helpers, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .filter((file) => PRIVATE.some((name) => name.test(readFileSync(join(helpers, file), 'utf8'))));
  expect(users).toEqual(['vitest/vitest-internals.ts']);
});
