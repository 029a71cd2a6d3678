import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { place, temporaryFolder } from '../temporary.ts';
import { tried } from '../tried.ts';
import { artifact, artifactsOf, beginRun, expire, type GitHub, makeGitHub } from './github.ts';
import { type PlayedRun, playWorkflow } from './play-workflow.ts';
import type { Step, Workflow } from './workflow.ts';
import { workflowOf } from './workflows.ts';

const FETCH = 'Fetch the base';
const KEEP = 'Keep the base';
const OF = 'continuous integration';
const HOW = 'docs/ci/instar.yml, its steps of the base played';

/** Stands for the judge, which finds something here: red, with a report. */
const JUDGE: Step = {
  name: 'Judge instar',
  id: 'judge',
  run: 'mkdir -p harness/parity-report && echo worse > harness/parity-report/parity.json; exit 1',
};

let github: GitHub;
beforeEach(() => {
  github = makeGitHub(temporaryFolder(), 'develop', {});
});

/** Plays what is done with the base, around a judge that is red. */
function play(inputs: Record<string, boolean> = {}): Promise<PlayedRun> {
  const whole = workflowOf('instar');
  const [fetch, keep] = [FETCH, KEEP].map((name) =>
    whole.jobs.judge?.steps.find((step) => step.name === name),
  );
  if (!fetch || !keep) throw new Error('the workflow has no such steps');
  const workflow: Workflow = { ...whole, jobs: { judge: { steps: [fetch, JUDGE, keep] } } };
  const event = inputs.new_base ? 'workflow_dispatch' : 'push';
  return playWorkflow(github, { workflow, repository: 'a/b', event, branch: 'develop', inputs });
}

/** A run that was there before, with a base. @returns its id */
function kept(event = 'push', branch = 'develop'): string {
  const run = beginRun(github, event, branch);
  place(join(artifact(github, run, 'parity-base'), 'parity.json'), 'good');
  return run;
}

function outcomes({ jobs }: PlayedRun): Record<string, string> {
  return Object.fromEntries(jobs.judge?.steps.map(({ name, outcome }) => [name, outcome]) ?? []);
}

function said({ jobs }: PlayedRun): string {
  return jobs.judge?.steps.find(({ name }) => name === FETCH)?.text ?? '';
}

const NOTHING_DONE = { [FETCH]: 'failure', 'Judge instar': 'skipped', [KEEP]: 'skipped' };

test('where there is none at all the run is the first base, red or not', async () => {
  const first = await play();
  expect(outcomes(first)).toMatchObject({ [FETCH]: 'success', [KEEP]: 'success' });
  expect(said(first)).toContain('::notice::There is no base of develop yet');
});

test('where there is one it stays, however many runs came after it', async () => {
  const [older, base] = [kept(), kept()];
  for (let at = 0; at < 60; at += 1) beginRun(github, 'push', 'develop');
  const run = await play();
  expect(outcomes(run)).toMatchObject({ [FETCH]: 'success', [KEEP]: 'skipped' });
  expect(said(run)).toContain(`The base is of run ${base}.`);
  expire(github, base);
  expect(said(await play())).toContain(`The base is of run ${older}.`);
});

test('what a pull request or another branch has kept is no base', async () => {
  kept('pull_request');
  kept('push', 'feature');
  expect(said(await play())).toContain('::notice::There is no base of develop yet');
});

test('where GitHub does not answer nothing is judged, and nothing becomes the base', async (context) => {
  kept();
  place(join(github.folder, 'no-answer'), '');
  const run = await play();
  expect(outcomes(run)).toEqual(NOTHING_DONE);
  expect(said(run)).toMatch(/^::error title=no base::GitHub does not say which bases are kept\./m);
  expect(artifactsOf(github, run.id)).toEqual([]);
  const fault = { fault: 'GitHub does not say whether there is a base', how: HOW };
  tried(context, { of: OF, ...fault, outcome: 'red before anything is judged; the base stays' });
});

test('where the base has expired one line says so, and what to do', async (context) => {
  const base = kept();
  expire(github, base);
  const run = await play();
  expect(outcomes(run)).toEqual(NOTHING_DONE);
  const lines = said(run)
    .split('\n')
    .filter((line) => line.startsWith('::'));
  expect(lines).toEqual([
    `::error title=no base::The base of develop, of run ${base}, has expired: start this workflow on develop by hand with new_base. Nothing was judged.`,
  ]);
  const taken = await play({ new_base: true });
  expect(outcomes(taken)).toMatchObject({ [FETCH]: 'success', [KEEP]: 'success' });
  expect(readFileSync(join(artifact(github, taken.id, 'parity-base'), 'parity.json'), 'utf8')).toBe(
    'worse\n',
  );
  const fault = { fault: 'a base that has expired, and an instar that got worse since', how: HOW };
  tried(context, { of: OF, ...fault, outcome: 'red; one line says how to take another base' });
});
