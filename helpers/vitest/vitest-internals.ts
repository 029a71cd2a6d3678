import type { RunnerTask, RunnerTestCase, RunnerTestFile, SerializedError, TestContext } from 'vitest';
import type {
  BaseSequencer,
  DefaultReporter,
  Reporter,
  TestProject,
  TestSpecification,
  Vitest,
} from 'vitest/node';

/**
 * Everything that is used of Vitest and that its documentation does not promise. The version of Vitest is pinned for
 * it in package.json; vitest-internals.test.ts has a test for each part, which says what breaks.
 */

export type UpdateMode = 'all' | 'new' | 'none';

/**
 * The parts of a worker's state that are used: how snapshots are treated, which follows `u`, `-t`, how much is played side by
 * side, and who is told of `c`.
 */
interface WorkerState {
  readonly config: {
    readonly snapshotOptions: { readonly updateSnapshot: UpdateMode };
    readonly testNamePattern?: RegExp;
    readonly maxConcurrency: number;
  };
  readonly onCancel: (listener: () => void) => void;
}

function workerState(): WorkerState | undefined {
  return (globalThis as { __vitest_worker__?: WorkerState }).__vitest_worker__;
}

/**
 * How snapshots are treated, as a worker knows it while it collects a test file; `expect.getState()` knows no
 * snapshot state yet then.
 */
export function updateModeInWorker(): UpdateMode | undefined {
  return workerState()?.config.snapshotOptions.updateSnapshot;
}

/**
 * Annotates a test without a place: Vitest looks for one in the stack, whatever that costs (measured: 0.13 ms), and finds none,
 * since cells are not played by code of their test file.
 */
export async function annotate(context: TestContext, message: string, type: string): Promise<void> {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const annotated = context.annotate(message, type);
  // The stack is taken before anything is awaited.
  Error.stackTraceLimit = limit;
  await annotated;
}

/** Whether a run that is filtered by name (`-t`) plays a test of this name: as Vitest matches, anywhere in it. */
export function isNamedInWorker(name: string): boolean {
  const pattern = workerState()?.config.testNamePattern;
  return !pattern || name.match(pattern) !== null;
}

/** How many tests of a file are played side by side, and of how many `describe.concurrent` at most they are. */
export function concurrencyInWorker(): number {
  return workerState()?.config.maxConcurrency ?? 1;
}

/**
 * A signal that is aborted when the run is cancelled. The signal of a test does not do: of tests that run side by
 * side, Vitest 4.1 forgets those that began after one that ends, and aborts none of them.
 */
export function cancellation(): AbortSignal {
  const controller = new AbortController();
  workerState()?.onCancel(() => controller.abort());
  return controller.signal;
}

/** How snapshots are treated in the run that is under way; `u` in watch mode changes it for one run. */
export function updateModeOfRun(vitest: Vitest): UpdateMode {
  return vitest.snapshot.options.updateSnapshot;
}

/** How snapshots are treated in every run that no key has changed. */
export function updateModeOfConfig(vitest: Vitest): UpdateMode {
  return vitest.config.snapshotOptions.updateSnapshot;
}

/** Keeps runs from writing snapshots that are missing, as they do outside of CI; `u` in watch mode still does. */
export function writeNoSnapshots(vitest: Vitest, project: TestProject): void {
  vitest.config.snapshotOptions.updateSnapshot = 'none';
  project.config.snapshotOptions.updateSnapshot = 'none';
}

/** The word that followed `-u` on the command line, which Vitest takes for a mode whatever it says. */
export function wordAfterUpdate(vitest: Vitest): unknown {
  return (vitest.config as { update?: unknown }).update;
}

/** Adds a file filter to those that the first run starts with. */
export function addFilter(vitest: Vitest, filter: string): void {
  const start = vitest.start.bind(vitest);
  vitest.start = (filters = []) => start([...filters, filter]);
}

/** Adds to the files that `--changed` looks at; only while Vitest is being configured. */
export function addChanged(
  vitest: Vitest,
  more: (changed: readonly string[]) => Promise<readonly string[]>,
): void {
  const { vcs } = vitest;
  const find = vcs.findChangedFiles.bind(vcs);
  vcs.findChangedFiles = async (options) => {
    const changed = await find(options);
    return [...changed, ...(await more(changed))];
  };
}

/** Adds reporters around those that were chosen, whatever `--reporter` says; only while Vitest is being configured. */
export function addReporters(
  { config }: Vitest,
  first: readonly Reporter[],
  last: readonly Reporter[],
): void {
  config.reporters.unshift(...first);
  config.reporters.push(...last);
}

/**
 * Has every shard play some test files, and the others divided among them as Vitest does it; only while Vitest is being
 * configured.
 */
export function playInEveryShard(
  { config }: Vitest,
  isPlayed: (specification: TestSpecification) => boolean,
): void {
  const Own = config.sequence.sequencer as typeof BaseSequencer;
  config.sequence.sequencer = class extends Own {
    override async shard(files: TestSpecification[]): Promise<TestSpecification[]> {
      const divided = await super.shard(files.filter((file) => !isPlayed(file)));
      return [...files.filter(isPlayed), ...divided];
    }
  };
}

/**
 * Plays test files again in watch mode, as Vitest does when a module of theirs has changed: those that its filters leave, when no
 * run is under way.
 *
 * @param trigger path of what has changed, which Vitest prints
 */
export function playAgain({ watcher }: Vitest, files: readonly string[], trigger: string): void {
  for (const file of files) watcher.changedTests.add(file);
  (watcher as unknown as { scheduleRerun(trigger: string): void }).scheduleRerun(trigger);
}

/** Keeps Vitest from refusing more shards than there are test files; when a run starts that has some. */
export function allowFewFiles({ config }: Vitest): void {
  config.passWithNoTests = true;
}

/** Replaces the test files of blobs that are merged (`--merge-reports`); in `onInit`, after which Vitest replays them. */
export function replaceMergedFiles(
  { state }: Vitest,
  merge: (files: RunnerTestFile[]) => readonly RunnerTestFile[],
): void {
  const files = state.blobs?.files;
  // The list itself, which is what Vitest goes through.
  files?.splice(0, files.length, ...merge([...files]));
}

/** Options of Vitest's own reporter. */
export type OwnOptions = NonNullable<ConstructorParameters<typeof DefaultReporter>[0]>;

/**
 * Replaces Vitest's own reporter, where it was chosen or nothing was; only while Vitest is being configured.
 *
 * @param make gets `agent` where Vitest has found that an agent reads, which it tells of failed tests only
 */
export function replaceOwnReporter(
  { config }: Vitest,
  make: (name: 'default' | 'agent', options: OwnOptions) => Reporter,
): void {
  for (const [at, entry] of config.reporters.entries()) {
    if (!Array.isArray(entry)) continue;
    const [name, options] = entry;
    if (name !== 'default' && name !== 'agent') continue;
    config.reporters[at] = make(name as 'default' | 'agent', options as OwnOptions);
  }
}

/**
 * Keeps Vitest's reporter for GitHub Actions from writing a job summary of its own, which counts tests and knows no cells;
 * only while Vitest is being configured.
 */
export function writeNoJobSummary({ config }: Vitest): void {
  for (const [at, entry] of config.reporters.entries()) {
    if (!Array.isArray(entry) || entry[0] !== 'github-actions') continue;
    const [name, options] = entry as [string, { readonly jobSummary?: object } | undefined];
    config.reporters[at] = [name, { ...options, jobSummary: { ...options?.jobSummary, enabled: false } }];
  }
}

/**
 * Whether Vitest's reporter for GitHub Actions finds a place for an error: in a file that it has transformed itself. It
 * annotates no others.
 */
export function hasPlace({ stacks = [] }: SerializedError, { vite }: TestProject): boolean {
  return Object.values(vite.environments).some(({ moduleGraph }) =>
    stacks.some(({ file }) =>
      [...(moduleGraph.getModulesByFile(file) ?? [])].some((one) => one.transformResult),
    ),
  );
}

/**
 * Takes back the exit code that Vitest sets for failed tests, before it asks the reporters of the end of a run.
 *
 * @param before the exit code when the run began
 */
export function forgiveFailedTests(before: typeof process.exitCode): void {
  process.exitCode = before;
}

/** Keeps a reporter from printing the errors of some tests at the end of a run; they count as failed all the same. */
export function hideErrorsOf(reporter: DefaultReporter, isHidden: (test: RunnerTestCase) => boolean): void {
  const printing = reporter as unknown as {
    printErrorsSummary(files: readonly RunnerTask[], errors: readonly unknown[]): void;
  };
  const print = printing.printErrorsSummary.bind(reporter);
  const without = (task: RunnerTask): RunnerTask[] => {
    if (task.type === 'test') return isHidden(task) ? [] : [task];
    return [{ ...task, tasks: task.tasks.flatMap(without) } as RunnerTask];
  };
  printing.printErrorsSummary = (files, errors) => print(files.flatMap(without), errors);
}

/** What a reporter keeps at the bottom of a terminal while tests run; nothing where there is no terminal. */
interface Window {
  createSummary(): string[];
  onTestRunEnd(): void;
}

function windowOf(reporter: DefaultReporter): Window | undefined {
  return (reporter as unknown as { readonly summary?: Window }).summary;
}

/**
 * Replaces what a reporter keeps at the bottom of a terminal; after its `onInit`.
 *
 * @param lines gets what Vitest would show; the first line stays empty, to part it from what is above
 */
export function replaceWindow(reporter: DefaultReporter, lines: (own: string[]) => string[]): void {
  const window = windowOf(reporter);
  if (!window) return;
  const own = window.createSummary.bind(window);
  window.createSummary = () => lines(own());
}

/** Takes away what a reporter keeps at the bottom of a terminal, as at the end of a run. */
export function closeWindow(reporter: DefaultReporter): void {
  windowOf(reporter)?.onTestRunEnd();
}

export type SnapshotCounter = 'added' | 'updated' | 'matched';

/** Counts a snapshot of a test in Vitest's summary ("Snapshots  36 written"). */
export function incrementSnapshots(context: TestContext, counter: SnapshotCounter): void {
  context.expect.getState().snapshotState[counter].increment(context.task.id);
}
