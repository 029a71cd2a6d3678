import type { Reporter, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node';
import {
  type CheckoutChanges,
  type CheckoutStates,
  checkoutChanges,
  checkoutStates,
  type Workers,
} from '../baselines/checkout-states.ts';
import type { Mend } from '../baselines/mend.ts';
import { pageAssets } from '../pages/page-assets.ts';
import type { Plan } from '../plan/plan.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { harnessCommit } from '../reporting/checkout-commit.ts';
import { changeLines, newFilesNote } from '../reporting/checkout-lines.ts';
import type { RunFacts } from '../reporting/compose-report.ts';
import { countJudged, skipReasonsOverReleases, verifiedCells } from '../reporting/counts.ts';
import { reasonsToFail } from '../reporting/gate.ts';
import type { Change } from '../reporting/history/change.ts';
import type { Base } from '../reporting/history/compare-reports.ts';
import type { MergedRun } from '../reporting/merge-runs.ts';
import { outOfTimeLines } from '../reporting/out-of-time.ts';
import type { FailedTest, RunVerdict } from '../reporting/report.ts';
import { runName } from '../reporting/run-name.ts';
import { cancelledVerdict, verdictOfRun } from '../reporting/run-verdict.ts';
import { errorLine } from '../text/error-line.ts';
import { failuresWithoutPlace } from './annotates.ts';
import { mendsOf, otherFailures, reportsOf } from './cells-of-run.ts';
import { coveredCells } from './covered-cells.ts';
import { endRecording } from './end-recording.ts';
import { countExpectedCells, whatIsAsked } from './expected-cells.ts';
import { onSignal } from './on-signal.ts';
import { printer } from './printer.ts';
import type { Progress } from './progress-reporter.ts';
import { typesOf } from './suites-of.ts';
import { type Found, type PageOrProblem, tellVerification, type VerdictWith } from './tell-verification.ts';
import { forgiveFailedTests, updateModeOfRun } from './vitest-internals.ts';

/** What one run of Vitest's has done; in watch mode there are many. */
interface Ended {
  readonly vitest: Vitest;
  /** test files of the suites' project */
  readonly modules: readonly TestModule[];
  readonly reports: readonly CellReport[];
  /** what mends the baselines that were found wrong */
  readonly mends: readonly Mend[];
  /** given up before all of its tests had run: by a key, or by `--bail` */
  readonly cancelled: boolean;
  /** tests that are no cells and failed, of all projects */
  readonly failedTests: readonly FailedTest[];
  /** those of them that nobody else annotates */
  readonly unplaced: readonly FailedTest[];
  /** errors in no test */
  readonly runErrors: number;
}

/** What a run is beside its own: held against another, or made of several. */
interface OfOtherRuns {
  /** the report that runs are held against, if one was named */
  readonly base?: Base | undefined;
  /** what is known of a run that was played in shards */
  readonly merged?: MergedRun;
  /** the exit code before a run that is merged: its census hears of its end only */
  readonly exitCode?: typeof process.exitCode;
}

/** What is not over says nothing of what it has not played. */
const NOTHING = () => false;

/** Closes a run: the census, parity.json, and a failure where fewer cells ran than there are. */
export class Census implements Reporter {
  readonly #plan: Plan;
  readonly #project: string;
  readonly #progress: Progress;
  /** the report that runs are held against, if one was named */
  readonly #base: Base | undefined;
  /** before the run: Vitest sets one for every test that fails */
  #exitCode: typeof process.exitCode;
  /** test files that were collected since the run began */
  readonly #collected = new Set<string>();
  #vitest: Vitest | undefined;
  #started = new Date();
  /** commit of the harness, as soon as it is known */
  #harness: string | undefined;
  #asking: Promise<unknown> | undefined;
  #stopListening = () => {};
  /** what the checkout held when a verification began; nobody looks while recording, or watching */
  #checkout: CheckoutStates | undefined;
  /** what the page is made with, or why there is none; undefined until it is known */
  #assets: PageOrProblem | undefined;
  /** output types of the run's suites; undefined: all */
  #types: readonly string[] | undefined;
  #changed: CheckoutChanges | undefined;
  /** what is known of a run that was played in shards; undefined: of this one, by itself */
  readonly #merged: MergedRun | undefined;
  /** what waits for an answer must tell nothing more then: a signal has ended the run, and its end is told */
  #isInterrupted = false;

  constructor(plan: Plan, project: string, progress: Progress, { base, merged, exitCode }: OfOtherRuns = {}) {
    this.#plan = plan;
    this.#project = project;
    this.#progress = progress;
    this.#base = base;
    this.#merged = merged;
    this.#exitCode = exitCode;
    if (!merged) return;
    this.#started = merged.started;
    this.#harness = merged.harness;
    this.#changed = merged.changes;
    this.#asking = this.#loadPage();
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    this.#collected.clear();
    this.#isInterrupted = false;
    this.#exitCode = process.exitCode;
    this.#changed = undefined;
    this.#started = new Date();
    // Both are needed at once where a signal ends the run.
    this.#asking = Promise.all([
      harnessCommit(this.#plan.settings.root).then((commit) => {
        this.#harness = commit;
      }),
      this.#loadPage(),
    ]);
    const files = specifications.filter(({ project }) => project.name === this.#project);
    if (files.length === 0) return;
    this.#stopListening = onSignal(() => this.#interrupted());
    const { config } = this.#vitest ?? {};
    // A suite that cannot be loaded is told of by its own test file.
    this.#types = await typesOf(files.map(({ moduleId }) => moduleId)).catch(() => undefined);
    this.#checkout =
      this.#plan.recording || config?.watch ? undefined : checkoutStates(this.#plan.settings, this.#workers);
  }

  async #loadPage(): Promise<void> {
    this.#assets = await pageAssets('report').catch((error) => ({ problem: errorLine(error) }));
  }

  onTestModuleCollected({ moduleId }: TestModule): void {
    this.#collected.add(moduleId);
  }

  async onTestRunEnd(
    testModules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    // Until the verdict is told a signal would end the run without a word.
    try {
      await this.#end(testModules, errors, reason);
    } finally {
      this.#stopListening();
    }
  }

  async #end(
    testModules: readonly TestModule[],
    errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const vitest = this.#vitest;
    // Vitest has them in the order of the disk.
    const modules = testModules
      .filter(({ project }) => project.name === this.#project)
      .sort((a, b) => (a.moduleId < b.moduleId ? -1 : 1));
    if (!vitest || modules.length === 0) return;
    const cancelled = reason === 'interrupted';
    // A file that a cancelled run did not come to still has the tests of the run before.
    const played = cancelled ? modules.filter(({ moduleId }) => this.#collected.has(moduleId)) : modules;
    const reports = reportsOf(played);
    const mends = mendsOf(played);
    const beside = {
      failedTests: otherFailures(testModules),
      unplaced: failuresWithoutPlace(vitest, testModules),
      runErrors: errors.length,
    };
    const ended = { vitest, modules, reports, mends, cancelled, ...beside };
    // Where shards are merged, nothing but the reports tells.
    const recording =
      updateModeOfRun(vitest) === 'all' || reports.some(({ outcome }) => outcome.mode === 'record');
    await (recording ? this.#endRecording(ended) : this.#endVerifying(ended));
  }

  async #endVerifying(ended: Ended): Promise<void> {
    const { vitest, modules, reports, mends, cancelled, failedTests, unplaced, runErrors } = ended;
    const cells = verifiedCells(reports);
    const missing = this.#merged?.missing;
    const asked = this.#merged?.asked ?? (await whatIsAsked(vitest, modules, this.#plan, 'verify'));
    const files = modules.map(({ moduleId }) => moduleId);
    const isWhole = this.#base !== undefined && !cancelled;
    const covers = isWhole ? await coveredCells(vitest, files, this.#plan, asked, this.#project) : NOTHING;
    const { expected } = asked;
    const isShort = cells.length < expected && (cancelled || !vitest.config.watch);
    const truncated = isShort || missing !== undefined;
    await this.#asking;
    if (this.#isInterrupted) return;
    const changed = this.changes();
    const { root, minimum, runLimit } = this.#plan.settings;
    const counted = { asked, expectedCells: expected, truncated, changes: changed?.data };
    const beside = { failedTests, runErrors };
    const found = { cells, mends, covers, unplaced };
    if (cancelled) {
      const line = `${cancellation(cells.length, expected)} · ${runName(this.#plan)}`;
      this.#tell(vitest, found, counted, (unwritten) =>
        cancelledVerdict(line, { ...beside, reasons: unwritten }),
      );
      return;
    }
    const skips = skipReasonsOverReleases(cells);
    const late = outOfTimeLines(cells, runLimit);
    const played = {
      ran: cells.length,
      judged: countJudged(cells),
      skips,
      truncated,
      missing,
      outOfTime: late,
    };
    const reasons = [...reasonsToFail(asked, played, minimum), ...changeLines(changed?.data ?? [], root)];
    const notes = newFilesNote(changed?.others ?? [], root);
    const verdict = (unwritten: readonly string[], change: Change | undefined) =>
      verdictOfRun(cells, this.#plan, { ...beside, reasons: [...unwritten, ...reasons] }, change);
    const told = this.#tell(vitest, found, counted, verdict, notes);
    // What is watched is not over.
    if (vitest.config.watch) return;
    if (told.reasons.length > 0) process.exitCode = 1;
    else if (told.passed && this.#base) forgiveFailedTests(this.#exitCode);
  }

  /** Tells the end of a verification with what is known of the run itself. */
  #tell(
    vitest: Vitest,
    found: Found,
    counted: Pick<RunFacts, 'asked' | 'expectedCells' | 'truncated' | 'changes'>,
    verdictWith: VerdictWith,
    notes: readonly string[] = [],
  ): RunVerdict {
    const facts = { ...counted, started: this.#started, harness: this.#harness };
    const run = { vitest, plan: this.#plan, base: this.#base, assets: this.#assets, facts };
    return tellVerification(run, found, verdictWith, notes);
  }

  /** What has become of the checkout by the end of the run; undefined where nobody looked. */
  changes(): CheckoutChanges | undefined {
    this.#changed ??= this.#checkout && checkoutChanges(this.#checkout, this.#plan.settings, this.#workers);
    return this.#changed;
  }

  get #workers(): Workers {
    const { candidate, references } = this.#plan;
    return {
      candidate: candidate.path,
      references: references.map(({ folder }) => folder),
      types: this.#types,
    };
  }

  /** Where a signal ends the process, nothing more will come: what was found so far is told at once. */
  #interrupted(): void {
    const vitest = this.#vitest;
    if (!vitest) return;
    this.#isInterrupted = true;
    const { reports, expected } = this.#progress.run;
    const ran = cancellation(reports.length, expected);
    if (updateModeOfRun(vitest) === 'all') {
      printer(vitest)(ran);
      return;
    }
    const counted = {
      asked: undefined,
      expectedCells: expected ?? null,
      truncated: true,
      changes: undefined,
    };
    const line = `${ran} · ${runName(this.#plan)}`;
    const beside = { failedTests: [], runErrors: 0 };
    const found = { cells: verifiedCells(reports), mends: [], covers: NOTHING, unplaced: [] };
    this.#tell(vitest, found, counted, (unwritten) =>
      cancelledVerdict(line, { ...beside, reasons: unwritten }),
    );
  }

  async #endRecording({ vitest, modules, reports, cancelled }: Ended): Promise<void> {
    const plan = this.#plan;
    const done = await endRecording({ vitest, plan, project: this.#project, reports });
    if (!cancelled) return;
    const expected = await countExpectedCells(vitest, modules, plan, 'record');
    if (!this.#isInterrupted) printer(vitest)(cancellation(done, expected));
  }
}

function cancellation(ran: number, expected: number | undefined): string {
  return `CANCELLED: ${ran}${expected === undefined ? '' : ` of ${expected}`} cells ran`;
}
