import { basename, dirname } from 'node:path';
import type { Reporter, TestCase, TestModule, TestSpecification, Vitest } from 'vitest/node';
import type { Plan } from '../plan/plan.ts';
import { RunProgress } from '../reporting/run-progress.ts';
import { reportOfTest } from './cells-of-run.ts';
import { countExpectedCells } from './expected-cells.ts';
import { printer } from './printer.ts';
import { updateModeOfRun } from './vitest-internals.ts';

/** Milliseconds between two lines where there is no terminal. */
const QUIET = 30_000;

/** How progress is told: by a line at the bottom of a terminal and findings above it, by a line now and then, not at all. */
export type Telling = 'terminal' | 'now and then' | 'not';

/** Follows a run: counts its cells as they end, and tells how far it has come. */
export class Progress implements Reporter {
  readonly #plan: Plan;
  readonly #project: string;
  readonly #now: () => number;
  #vitest: Vitest | undefined;
  #telling: Telling = 'not';
  #run = new RunProgress();
  readonly #playing = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(plan: Plan, project: string, now: () => number = () => performance.now()) {
    this.#plan = plan;
    this.#project = project;
    this.#now = now;
  }

  /** To be called before the first run; until then nothing is told. */
  tell(telling: Telling): void {
    this.#telling = telling;
  }

  /** The run that is under way, or the last one. */
  get run(): RunProgress {
    return this.#run;
  }

  status(): string {
    return this.#run.status(this.#now(), [...new Set(this.#playing.values())]);
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    const vitest = this.#vitest;
    const files = specifications.filter(({ project }) => project.name === this.#project);
    this.#run = new RunProgress();
    this.#playing.clear();
    if (!vitest || files.length === 0) return;
    const run = this.#run;
    const mode = updateModeOfRun(vitest) === 'all' ? 'record' : 'verify';
    // Not waited for: the run need not. A suite that cannot be loaded is told of by its test file.
    countExpectedCells(vitest, files, this.#plan, mode).then(
      (count) => run.expect(count),
      () => {},
    );
  }

  onTestModuleStart({ project, moduleId }: TestModule): void {
    if (project.name !== this.#project) return;
    this.#run.begin(this.#now());
    this.#playing.set(moduleId, basename(dirname(moduleId)));
    // Tests of another project may come first, and then there is nothing to tell yet.
    this.#timer ??= this.#telling === 'now and then' ? this.#tellNowAndThen() : undefined;
  }

  #tellNowAndThen(): NodeJS.Timeout | undefined {
    const print = this.#vitest && printer(this.#vitest);
    return print && setInterval(() => print(this.status()), QUIET).unref();
  }

  onTestModuleEnd({ moduleId }: TestModule): void {
    this.#playing.delete(moduleId);
  }

  onTestCaseResult(test: TestCase): void {
    const report = reportOfTest(test);
    const line = report && this.#run.ended(report);
    if (line !== undefined && this.#vitest && this.#telling === 'terminal') printer(this.#vitest)(line);
  }

  onTestRunEnd(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
