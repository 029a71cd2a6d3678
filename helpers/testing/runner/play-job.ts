import { join } from 'node:path';
import { holds } from './evaluate.ts';
import { condition, interpolate } from './interpolate.ts';
import { type Played, playAction } from './play-action.ts';
import { playScript } from './play-script.ts';
import { askedOf, evaluated, type Progress, type Stage } from './stage.ts';
import type { Job, Step } from './workflow.ts';

export interface PlayedStep {
  readonly name: string;
  readonly outcome: 'success' | 'failure' | 'skipped';
  /** what it printed, without colours */
  readonly text: string;
}

export interface PlayedJob {
  readonly result: 'success' | 'failure' | 'skipped';
  readonly steps: readonly PlayedStep[];
  readonly outputs: Readonly<Record<string, string>>;
}

/** Plays the steps of a job in their order, as GitHub's runner does. */
export async function playJob(job: Job, stage: Stage): Promise<PlayedJob> {
  const progress: Progress = { failed: false, steps: {}, exported: {} };
  const steps: PlayedStep[] = [];
  for (const [at, step] of job.steps.entries()) {
    const played = await playStep(step, job, stage, progress, join(stage.folder, `step-${at + 1}`));
    const outcome = played === undefined ? 'skipped' : played.ok ? 'success' : 'failure';
    if (outcome === 'failure') progress.failed = true;
    if (step.id !== undefined) progress.steps[step.id] = { outcome, outputs: played?.outputs ?? {} };
    steps.push({ name: step.name ?? '', outcome, text: played?.text ?? '' });
  }
  const outputs = evaluated(job.outputs, askedOf(stage, progress));
  return { result: progress.failed ? 'failure' : 'success', steps, outputs };
}

/** @returns nothing where its condition does not hold */
async function playStep(
  step: Step,
  job: Job,
  stage: Stage,
  progress: Progress,
  folder: string,
): Promise<Played | undefined> {
  const asked = askedOf(stage, progress);
  if (!holds(condition(step.if ?? 'success()'), asked)) return undefined;
  const { run, uses = '' } = step;
  if (run === undefined) return playAction(uses, evaluated(step.with, asked), stage.scene);
  const environment = {
    ...stage.environment,
    ...evaluated(job.env, asked),
    ...progress.exported,
    ...evaluated(step.env, asked),
  };
  const cwd = join(stage.scene.workspace, interpolate(step['working-directory'] ?? '', asked));
  const { exported, ...played } = await playScript(run, cwd, folder, environment);
  Object.assign(progress.exported, exported);
  return played;
}
