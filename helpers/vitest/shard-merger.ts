import { join } from 'node:path';
import type { RunnerTestFile } from 'vitest';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { groupBy } from '../files/group-by.ts';
import type { Base } from '../reporting/history/compare-reports.ts';
import { type Here, type MergedRun, mergeRuns } from '../reporting/merge-runs.ts';
import type { PlayedRun } from '../reporting/played-run.ts';
import { Announcer } from './announcer.ts';
import { Census } from './census-reporter.ts';
import { mergeFiles } from './merge-files.ts';
import { printer } from './printer.ts';
import { Progress } from './progress-reporter.ts';
import { replaceMergedFiles } from './vitest-internals.ts';

/** What `--merge-reports` has found. */
type Found = { readonly run: MergedRun } | { readonly problems: readonly string[] } | undefined;

/** Makes one run of blobs before Vitest replays them. To be the first of all reporters. */
export class ShardMerger implements Reporter {
  readonly #project: string;
  readonly #here: Here;
  #found: Found;

  constructor(project: string, here: Here) {
    this.#project = project;
    this.#here = here;
  }

  get found(): Found {
    return this.#found;
  }

  onInit(vitest: Vitest): void {
    replaceMergedFiles(vitest, (files) => {
      const parts = files.filter(({ projectName }) => projectName === this.#project);
      const others = files.filter((file) => !parts.includes(file));
      if (parts.length > 0) this.#found = this.#runOf(parts);
      const { root } = vitest.getProjectByName(this.#project).config;
      const merged = [...groupBy(parts, ({ name }) => name)].map(([name, same]) => {
        // The checkout of a shard may have been elsewhere.
        for (const part of same) part.filepath = join(root, name);
        return mergeFiles(same);
      });
      return [...others, ...merged];
    });
    if (this.#found && 'run' in this.#found) new Announcer(this.#found.run.plan, []).onInit(vitest);
  }

  #runOf(parts: readonly RunnerTestFile[]): Found {
    // A blob says it once for all of its files.
    const runs = new Set<PlayedRun>();
    for (const { meta } of parts) if (meta.parityRun) runs.add(meta.parityRun);
    if (parts.some(({ meta }) => !meta.parityRun)) {
      return { problems: ['a report says nothing of its run: another harness has made it'] };
    }
    return mergeRuns([...runs], this.#here);
  }
}

/** Ends a run that was merged as any other. To be the last of all reporters. */
export class MergedCensus implements Reporter {
  readonly #project: string;
  readonly #merger: ShardMerger;
  readonly #base: Base | undefined;
  #vitest: Vitest | undefined;
  /** before Vitest sets one for the failed tests of the blobs */
  #exitCode: typeof process.exitCode;

  /** @param base the report that the whole is held against, if one was named */
  constructor(project: string, merger: ShardMerger, base: Base | undefined) {
    this.#project = project;
    this.#merger = merger;
    this.#base = base;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    this.#exitCode = process.exitCode;
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const vitest = this.#vitest;
    const { found } = this.#merger;
    if (!vitest || !found) return;
    if ('problems' in found) {
      for (const problem of found.problems) printer(vitest)(`cannot be merged: ${problem}`);
      process.exitCode = 1;
      return;
    }
    const { plan } = found.run;
    const census = new Census(plan, this.#project, new Progress(plan, this.#project), {
      base: this.#base,
      merged: found.run,
      exitCode: this.#exitCode,
    });
    census.onInit(vitest);
    await census.onTestRunEnd(modules, errors, reason);
  }
}
