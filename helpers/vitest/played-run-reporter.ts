import type { Reporter, TestModule, TestSpecification, Vitest } from 'vitest/node';
import { sumHere } from '../baselines/sum-here.ts';
import type { Plan } from '../plan/plan.ts';
import { harnessCommit } from '../reporting/checkout-commit.ts';
import type { PlayedRun } from '../reporting/played-run.ts';
import type { Census } from './census-reporter.ts';
import { whatIsAsked } from './expected-cells.ts';

/** Puts what is known of a run beside its tests into its test files, with which it comes into a blob. */
export class PlayedRunReporter implements Reporter {
  readonly #plan: Plan;
  readonly #project: string;
  readonly #census: Census;
  #vitest: Vitest | undefined;
  #known: Omit<PlayedRun, 'changes'> | undefined;

  constructor(plan: Plan, project: string, census: Census) {
    this.#plan = plan;
    this.#project = project;
    this.#census = census;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    const vitest = this.#vitest;
    const files = specifications.filter(({ project }) => project.name === this.#project);
    if (!vitest || files.length === 0 || !writesBlob(vitest)) return;
    const started = new Date().toISOString();
    const plan = this.#plan;
    const { path } = plan.candidate;
    this.#known = {
      plan,
      asked: await whatIsAsked(vitest, files, { ...plan, shard: undefined }, 'verify'),
      started,
      harness: await harnessCommit(plan.settings.root),
      candidateSum: path === undefined ? undefined : sumHere(path),
    };
  }

  /** A blob is made as soon as its reporter hears of the end: nothing may be waited for here. */
  onTestRunEnd(modules: readonly TestModule[]): void {
    if (!this.#known) return;
    const run: PlayedRun = { ...this.#known, changes: this.#census.changes() };
    for (const module of modules) {
      if (module.project.name === this.#project) module.meta().parityRun = run;
    }
  }
}

function writesBlob({ config }: Vitest): boolean {
  return config.reporters.some((entry) => Array.isArray(entry) && entry[0] === 'blob');
}
