import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { REPOSITORY } from '../run-vitest.ts';
import { place } from '../temporary.ts';
import { holds } from './evaluate.ts';
import { beginRun, type GitHub } from './github.ts';
import { condition } from './interpolate.ts';
import { githubContext, type Occasion } from './occasion.ts';
import { type PlayedJob, playJob } from './play-job.ts';
import { askedOf, evaluated, type Progress, type Stage } from './stage.ts';
import { type Job, needsOf } from './workflow.ts';

export interface PlayedRun {
  readonly id: string;
  readonly jobs: Readonly<Record<string, PlayedJob>>;
  /** what all jobs have written for the page of the run */
  readonly summary: string;
}

/** Stand-ins for what a runner has, before all others on PATH. */
const PROGRAMS = join(import.meta.dirname, 'programs');

const SKIPPED: PlayedJob = { result: 'skipped', steps: [], outputs: {} };

/**
 * Plays all jobs of a workflow, each on a new machine, those that others need first (they stand before them). As on
 * GitHub, whatever a job of this name left is gone and its folders have the names that they always have.
 */
export async function playWorkflow(github: GitHub, occasion: Occasion): Promise<PlayedRun> {
  const id = beginRun(github, occasion.event, occasion.branch);
  const summary = place(join(github.folder, 'summaries', `${id}.md`), '');
  const jobs: Record<string, PlayedJob> = {};
  for (const [name, job] of Object.entries(occasion.workflow.jobs)) {
    const stage = stageOf(job, join(github.folder, 'machines', name), summary);
    const needed = Object.values(stage.contexts.needs as object) as PlayedJob[];
    const before: Progress = {
      failed: needed.some(({ result }) => result !== 'success'),
      steps: {},
      exported: {},
    };
    const isRun = holds(condition(job.if ?? 'success()'), askedOf(stage, before));
    jobs[name] = isRun ? await playJob(job, stage) : SKIPPED;
  }
  return { id, jobs, summary: readFileSync(summary, 'utf8') };

  function stageOf(job: Job, machine: string, summary: string): Stage {
    rmSync(machine, { recursive: true, force: true });
    const workspace = join(machine, 'work');
    const home = join(machine, 'home');
    const temporary = join(machine, 'tmp');
    for (const made of [workspace, home, temporary]) mkdirSync(made, { recursive: true });
    const { workflow, repository, branch, inputs = {}, vars = {} } = occasion;
    const needs = Object.fromEntries(needsOf(job).map((name) => [name, jobs[name]]));
    const contexts = {
      ...{ github: githubContext(occasion, workspace), inputs, vars, needs },
      runner: { os: 'Linux', arch: 'X64' },
    };
    const stage: Stage = {
      scene: { github, workspace, run: id, repository, head: branch },
      folder: machine,
      contexts,
      environment: {},
    };
    const environment = {
      ...{ CI: 'true', GITHUB_ACTIONS: 'true', HOME: home, TMPDIR: temporary, RUNNER_TEMP: temporary },
      // What a run keeps of failed cells goes with the machine.
      PARITY_SCRATCH: temporary,
      ...{ GITHUB_WORKSPACE: workspace, GITHUB_REPOSITORY: repository, GITHUB_WORKFLOW: workflow.name },
      ...{ GITHUB_RUN_ID: id, GITHUB_SERVER_URL: 'https://github.example.org', GITHUB_STEP_SUMMARY: summary },
      ...{ PLAYED_GITHUB: github.folder, PLAYED_MODULES: join(REPOSITORY, 'node_modules') },
      PATH: [PROGRAMS, process.env.PATH ?? '/usr/bin:/bin'].join(delimiter),
      ...occasion.environment,
      ...evaluated(workflow.env, askedOf(stage, { failed: false, steps: {}, exported: {} })),
    };
    return { ...stage, environment };
  }
}
