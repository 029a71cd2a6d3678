import { parse } from 'yaml';

/** A workflow of GitHub Actions, as far as ours use one; check-workflow.ts says what else is refused. */
export interface Workflow {
  readonly name: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Environment;
  readonly env?: Environment;
  readonly defaults?: { readonly run?: { readonly shell?: string } };
  readonly jobs: Readonly<Record<string, Job>>;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly env?: Environment;
  readonly steps: readonly Step[];
}

/** A step runs a script or uses an action. */
export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly env?: Environment;
  readonly run?: string;
  readonly 'working-directory'?: string;
  readonly uses?: string;
  readonly with?: Environment;
}

export type Environment = Readonly<Record<string, string | number | boolean>>;

export function readWorkflow(text: string): Workflow {
  return parse(text) as Workflow;
}

export function needsOf({ needs = [] }: Job): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs;
}
