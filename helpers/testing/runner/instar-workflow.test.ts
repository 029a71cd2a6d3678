import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { hostArch } from '../../references/host-arch.ts';
import { highest } from '../releases.ts';
import { makeRepository, type Repository } from '../repository.ts';
import { type ParityReport, REPOSITORY } from '../run-vitest.ts';
import { scratchFolder } from '../scratch-folder.ts';
import { writeStandIn } from '../stand-in/launcher.ts';
import { place } from '../temporary.ts';
import { tried } from '../tried.ts';
import {
  artifact,
  artifactsOf,
  callsOf,
  commentsOf,
  type GitHub,
  makeGitHub,
  writeComment,
} from './github.ts';
import { installInto, makeHarness, PLAY_LIMIT, SUITE } from './made-harness.ts';
import type { Occasion } from './occasion.ts';
import { type PlayedRun, playWorkflow } from './play-workflow.ts';
import { workflowOf } from './workflows.ts';

const INSTAR = 'shakenfist/instar';
const HARNESS = 'shakenfist/instar-parity';

/** For the page of faults. */
const OF = 'continuous integration';
const HOW = 'docs/ci/instar.yml, played';

/** The bot's own name is what comments are found by. */
const BOT = 'github-actions[bot]';

/** Of the suite: enough to see that they are judged. */
const CASES = '1M-empty';

/** How what has changed since the base is headed. */
const CHANGE = /^### parity: .*/gm;

/** The workflow provisions for the machines that GitHub has. */
const canPlay = highest !== undefined && hostArch() === 'x86_64';

describe.skipIf(!canPlay)('docs/ci/instar.yml', { timeout: PLAY_LIMIT }, () => {
  const folder = scratchFolder();
  const kvm = place(join(folder, 'kvm'), '');
  const instar = makeRepository(join(folder, 'instar'));
  let github: GitHub;
  /** the run that somebody took for the base */
  let base: string;

  beforeAll(async () => {
    if (!highest) return;
    const harness = await makeHarness(join(folder, 'harness'), highest);
    github = makeGitHub(join(folder, 'github'), 'develop', {
      [INSTAR]: instar.path,
      [HARNESS]: harness.path,
    });
    installInto(join(github.folder, 'caches/qemu-img-Linux-X64-2000-01/harness'), highest);
    const faithful = readFileSync(writeStandIn(folder, highest.program), 'utf8');
    branch(instar, 'develop', faithful);
    branch(instar, 'lossy', `#!/bin/sh\n[ "$1" != commit ] || exit 1\n${faithful}`);
  }, PLAY_LIMIT);

  /** Plays the workflow where everything is as on GitHub. */
  function play(occasion: Partial<Occasion>): Promise<PlayedRun> {
    return playWorkflow(github, {
      workflow: workflowOf('instar'),
      repository: INSTAR,
      event: 'push',
      branch: 'develop',
      vars: { PARITY_SUITES: `suites/${SUITE} -t ${CASES}` },
      ...occasion,
      environment: { KVM: kvm, ...occasion.environment },
    });
  }

  test('without a base the first run is green, and becomes the base', async () => {
    const first = await play({});
    expect(outcomes(first, 'judge')).toMatchObject({
      'Provision what is missing': 'success',
      'Compare with the base': 'skipped',
    });
    expect(first.jobs).toMatchObject({ judge: { result: 'success' }, comment: { result: 'skipped' } });
    expect(artifactsOf(github, first.id)).toEqual(['parity-base', 'parity-report']);
    expect(textOfStep(first, 'Fetch the base')).toContain('::notice::There is no base of develop yet');
    const report = readReport(artifact(github, first.id, 'parity-base'));
    expect(report).toMatchObject({ candidate: { dialect: 'instar', self_check: false }, truncated: false });
    expect(report.judged).toBeGreaterThan(0);
    expect(existsSync(join(artifact(github, first.id, 'parity-report'), 'junit.xml'))).toBe(true);
    expect(callsOf(github)).toContain('npm run provision');
  });

  test('a pull request that changes nothing is green, with the base, and says so in one comment', async () => {
    writeComment(github, '800', 'somebody', '<!-- parity --> is what this bot marks its comment with');
    writeComment(github, '801', BOT, 'another workflow comments too');
    const provisioned = callsOf(github).filter((call) => call === 'npm run provision');
    const second = await play({ event: 'pull_request' });
    expect(textOfStep(second, 'Fetch the base')).toContain('The base is of run 100.');
    expect(second.jobs).toMatchObject({ judge: { result: 'success' }, comment: { result: 'success' } });
    expect(artifactsOf(github, second.id)).toEqual(['parity-report']);
    const { 800: of1, 801: of2, ...ours } = commentsOf(github);
    expect([of1, of2].join()).not.toContain('actions/runs');
    expect(Object.values(ours)).toEqual([expect.stringContaining(`/actions/runs/${second.id})`)]);
    // Its own code may keep anything under any name.
    place(join(artifact(github, second.id, 'parity-base'), 'parity.json'), 'what is no base');
    // The archives have been asked this week.
    expect(callsOf(github).filter((call) => call === 'npm run provision')).toEqual(provisioned);
  });

  test('a pull request that makes something worse is red, and the same comment says what', async (context) => {
    const third = await play({ event: 'pull_request', branch: 'lossy' });
    expect(outcomes(third, 'judge')).toMatchObject({
      'Judge instar': 'failure',
      'Compare with the base': 'success',
      'Keep the report': 'success',
      'Keep the base': 'skipped',
    });
    expect(third.jobs).toMatchObject({ judge: { result: 'failure' }, comment: { result: 'success' } });
    const comments = Object.values(commentsOf(github)).filter((body) => body.includes('/actions/runs/'));
    expect(comments).toEqual([expect.stringContaining(`/actions/runs/${third.id})`)]);
    expect(comments[0]?.match(CHANGE)).toEqual([expect.stringContaining('REGRESSED')]);
    expect(comments[0]).toMatch(/commit .*1M-/);
    expect(readReport(artifact(github, third.id, 'parity-report')).cells.diverged).toBeGreaterThan(0);
    const fault = { fault: 'a pull request whose instar can no longer commit', how: HOW };
    tried(context, { of: OF, ...fault, outcome: 'red; its one comment names the cases that got worse' });
  });

  test('of a fork the same goes to the summary, as its token may not comment', async (context) => {
    const before = commentsOf(github);
    const fork = await play({ event: 'pull_request', branch: 'lossy', from: 'somebody/instar' });
    expect(fork.jobs).toMatchObject({ judge: { result: 'failure' }, comment: { result: 'skipped' } });
    expect(fork.summary.match(CHANGE)).toEqual([expect.stringContaining('REGRESSED')]);
    expect(commentsOf(github)).toEqual(before);
    const fault = { fault: 'a pull request of a fork, with the same instar', how: HOW };
    tried(context, { of: OF, ...fault, outcome: 'red; the summary of the run names them' });
  });

  test('where the default branch got worse the base stays, unless somebody takes it', async () => {
    instar.git('checkout', '-q', 'develop');
    instar.git('merge', '-q', 'lossy');
    const worse = await play({ event: 'schedule' });
    expect(outcomes(worse, 'judge')).toMatchObject({ 'Judge instar': 'failure', 'Keep the base': 'skipped' });
    const taken = await play({ event: 'workflow_dispatch', inputs: { new_base: true } });
    expect(outcomes(taken, 'judge')).toMatchObject({ 'Judge instar': 'failure', 'Keep the base': 'success' });
    base = taken.id;
  });

  test('what is taken is the base of what comes then; a comment that GitHub refuses goes to the summary', async (context) => {
    place(join(github.folder, 'may-not-comment'), '');
    const refused = await play({ event: 'pull_request' });
    expect(textOfStep(refused, 'Fetch the base')).toContain(`The base is of run ${base}.`);
    expect(refused.jobs).toMatchObject({ judge: { result: 'success' }, comment: { result: 'success' } });
    expect(textOfStep(refused, 'Comment on the pull request', 'comment')).toContain('::warning::');
    expect(refused.summary.match(CHANGE)).toHaveLength(1);
    const worse = { fault: 'a default branch that got worse', how: HOW };
    tried(context, { of: OF, ...worse, outcome: 'red until it is mended, or taken for the base by hand' });
    const fault = { fault: 'a token that may not comment, as a bot has', how: HOW };
    tried(context, { of: OF, ...fault, outcome: 'a warning; the summary of the run has what changed' });
  });

  test('a runner without KVM is red before anything is built, and says why in one line', async (context) => {
    const calls = callsOf(github);
    const without = await play({ environment: { KVM: join(folder, 'none') } });
    const { 'Open /dev/kvm': first, ...others } = outcomes(without, 'judge');
    expect(first).toBe('failure');
    expect(new Set(Object.values(others))).toEqual(new Set(['skipped']));
    const [line = '', ...more] = textOfStep(without, 'Open /dev/kvm').trim().split('\n');
    expect(line).toMatch(/^::error title=no KVM::instar runs its guests under KVM/);
    expect(more).toEqual([]);
    expect(readFileSync(join(REPOSITORY, 'docs/ci/README.md'), 'utf8')).toContain(line);
    expect(callsOf(github)).toEqual(calls);
    tried(context, {
      of: OF,
      fault: 'a runner without /dev/kvm',
      how: HOW,
      outcome: 'red before anything is built',
    });
  });

  test('a /dev/kvm that is not open to the user is opened', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed);
    const { steps } = workflowOf('instar').jobs.judge ?? { steps: [] };
    const workflow = { ...workflowOf('instar'), jobs: { judge: { steps: steps.slice(0, 1) } } };
    const opened = await play({ workflow, environment: { KVM: closed } });
    expect(opened.jobs.judge?.result).toBe('success');
    expect(callsOf(github).filter((call) => call.startsWith('sudo'))).toHaveLength(3);
  });
});

/** Puts a program into a repository, on a branch of its own. */
function branch(repository: Repository, name: string, program: string): void {
  repository.git('checkout', '-q', '-B', name);
  writeFileSync(join(repository.path, 'tool'), program, { mode: 0o755 });
  repository.commit({});
}

function outcomes({ jobs }: PlayedRun, job: string): Record<string, string> {
  return Object.fromEntries(jobs[job]?.steps.map(({ name, outcome }) => [name, outcome]) ?? []);
}

function textOfStep({ jobs }: PlayedRun, step: string, job = 'judge'): string {
  return jobs[job]?.steps.find(({ name }) => name === step)?.text ?? '';
}

function readReport(folder: string): ParityReport {
  return JSON.parse(readFileSync(join(folder, 'parity.json'), 'utf8')) as ParityReport;
}
