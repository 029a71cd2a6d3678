import { join } from 'node:path';
import type {
  Reporter,
  TestCase,
  TestModule,
  TestRunEndReason,
  TestSpecification,
  Vitest,
} from 'vitest/node';
import { writeAtomically } from '../files/atomic.ts';
import { readIfThere } from '../files/read.ts';
import { updateModeOfRun } from '../vitest/vitest-internals.ts';
import { problemsOfPage, updateFaultsPage } from './faults-page.ts';

const PAGE = 'docs/faults.md';

/** Holds the page of faults against what the tests have tried, or writes it with `-u`. */
export class FaultsReporter implements Reporter {
  readonly #path: string;
  readonly #harness: string;
  #vitest: Vitest | undefined;
  #files = 0;

  /**
   * @param root folder of the project
   * @param harness name of the Vitest project that holds the tests
   */
  constructor(root: string, harness: string) {
    this.#path = join(root, PAGE);
    this.#harness = harness;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.filter(({ project }) => project.name === this.#harness).length;
  }

  async onTestRunEnd(
    modules: readonly TestModule[],
    _errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const vitest = this.#vitest;
    const tests = modules
      .filter(({ project }) => project.name === this.#harness)
      .flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter(isPassed);
    const faults = passed.flatMap((test) => test.meta().tried ?? []);
    if (!vitest || reason === 'interrupted') return;
    const all = await vitest.getProjectByName(this.#harness).globTestFiles();
    // `-u` by itself leaves the harness out: of none of its tests the page is not to be made anew.
    const isWhole = this.#files > 0 && this.#files === all.testFiles.length && passed.length === tests.length;
    if (faults.length === 0 && !isWhole) return;
    const page = readIfThere(this.#path) ?? '';
    if (updateModeOfRun(vitest) === 'all') {
      const updated = updateFaultsPage(page, faults, isWhole);
      if (updated !== page) writeAtomically(this.#path, updated);
      return;
    }
    const problems = problemsOfPage(page, faults, isWhole);
    if (problems.length === 0) return;
    // What is watched is not over.
    if (!vitest.config.watch) process.exitCode = 1;
    const lines = [
      `${PAGE} is not what the tests have seen (mend: npx vitest -u --project harness)`,
      ...problems,
    ];
    process.stdout.write(`\n${lines.join('\n    ')}\n`);
  }
}

function isPassed(test: TestCase): boolean {
  return test.result().state === 'passed';
}
