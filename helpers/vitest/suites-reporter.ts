import {
  DefaultReporter,
  type TestCase,
  type TestModule,
  type TestModuleState,
  type TestSpecification,
  type TestSuite,
  type Vitest,
} from 'vitest/node';
import { reportOfTest, tellsOfFailure } from './cells-of-run.ts';
import { onSignal } from './on-signal.ts';
import { closeWindow, hideErrorsOf, replaceWindow } from './vitest-internals.ts';

export interface SuitesReporterOptions {
  /** name of the Vitest project that holds the suites */
  readonly project: string;
  /** the line at the bottom of a terminal */
  readonly status: () => string;
  /** prints failed tests only, as Vitest does for agents */
  readonly terse: boolean;
  /** of Vitest's own reporter */
  readonly options: ConstructorParameters<typeof DefaultReporter>[0];
}

/**
 * Vitest's own reporter, but for the cells: of these it prints a line a file and no errors, since the end of the run
 * tells each cause once. Other tests are printed as ever. On a terminal, a line at the bottom says how far the run
 * has come.
 */
export class SuitesReporter extends DefaultReporter {
  readonly #project: string;
  readonly #terse: boolean;
  readonly #status: () => string;
  /** whether a run has test files of the suites only */
  #alone = true;
  #stopListening = () => {};

  constructor({ project, status, terse, options }: SuitesReporterOptions) {
    super(terse ? { silent: 'passed-only', ...options, summary: false } : options);
    this.#project = project;
    this.#terse = terse;
    this.#status = status;
    hideErrorsOf(this, (test) => tellsOfFailure(test.meta.parity));
  }

  override onInit(vitest: Vitest): void {
    super.onInit(vitest);
    replaceWindow(this, (lines) => this.#window(lines));
  }

  override onTestRunStart(specifications: readonly TestSpecification[]): void {
    super.onTestRunStart(specifications);
    if (this.#terse) this.renderSucceed = false;
    // What the end of an interrupted run prints must not be cleared with the line.
    this.#stopListening = onSignal(() => closeWindow(this));
    this.#alone = specifications.every(({ project }) => project.name === this.#project);
  }

  override onTestRunEnd(...args: Parameters<DefaultReporter['onTestRunEnd']>): void {
    this.#stopListening();
    super.onTestRunEnd(...args);
  }

  protected override printTestModule(module: TestModule): void {
    if (this.#terse && module.state() !== 'failed') return;
    super.printTestModule(module);
  }

  protected override printTestSuite(suite: TestSuite): void {
    if (!this.#isOurs(suite)) super.printTestSuite(suite);
  }

  protected override printTestCase(state: TestModuleState, test: TestCase): void {
    const failed = test.result().state === 'failed';
    if (this.#terse && !failed) return;
    if (this.#isOurs(test) && (!failed || tellsOfFailure(reportOfTest(test)))) return;
    super.printTestCase(state, test);
  }

  /** What Vitest tells of its own tests while they run, where there are any, above how far the cells have come. */
  #window(lines: readonly string[]): string[] {
    const status = ` ${this.#status()}`.slice(0, (process.stdout.columns || 80) - 1);
    return this.#alone ? ['', status, ''] : [...lines, status, ''];
  }

  #isOurs({ project }: TestCase | TestSuite): boolean {
    return project.name === this.#project;
  }
}
