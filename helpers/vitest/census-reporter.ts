import { join } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, TestSpecification, Vitest } from 'vitest/node';
import {
  type CheckoutChanges,
  type CheckoutStates,
  checkoutChanges,
  checkoutStates,
  type Workers,
} from '../baselines/checkout-states.ts';
import type { Mend } from '../baselines/mend.ts';
import { mendLines } from '../baselines/mend-all.ts';
import { recordedReleases, recordedTypes } from '../baselines/recorded-types.ts';
import { docsFolder, writeReleasesFile } from '../baselines/releases-file.ts';
import { unknownProvenance, writeVersionsFile } from '../baselines/versions-file.ts';
import { meansOf } from '../plan/means.ts';
import type { Plan } from '../plan/plan.ts';
import { REPORT } from '../plan/settings.ts';
import { provenance } from '../references/provenance.ts';
import { annotations } from '../reporting/annotations.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { checkoutCommit, HARNESS } from '../reporting/checkout-commit.ts';
import { changeLines, newFilesNote } from '../reporting/checkout-lines.ts';
import { countJudged, skipReasonsOverReleases, verifiedCells } from '../reporting/counts.ts';
import { referenceOfPage, writeCoverageFile } from '../reporting/coverage/coverage-file.ts';
import { findReasons } from '../reporting/coverage/find-reasons.ts';
import { endOfRun } from '../reporting/end-of-run.ts';
import { reasonsToFail } from '../reporting/gate.ts';
import { outOfTimeLines } from '../reporting/out-of-time.ts';
import { composeReport, type RunFacts, writeReport } from '../reporting/report-file.ts';
import { candidateName } from '../reporting/run-name.ts';
import { unplayedLines, unrecordedLines } from '../reporting/unrecorded.ts';
import { verdictPhrase } from '../reporting/verdict-line.ts';
import { errorLine } from '../text/error-line.ts';
import { shownPath } from '../text/shown-path.ts';
import { annotates } from './annotates.ts';
import { countOtherFailures, mendsOf, reportsOf } from './cells-of-run.ts';
import { countExpectedCells, whatIsAsked } from './expected-cells.ts';
import { importBuilt } from './import-built.ts';
import { onSignal } from './on-signal.ts';
import { printer } from './printer.ts';
import type { Progress } from './progress-reporter.ts';
import { allSuites, typesOf } from './suites-of.ts';
import { updateModeOfRun } from './vitest-internals.ts';

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
  /** errors in no test */
  readonly runErrors: number;
}

/** Closes a run: the census, parity.json, and a failure where fewer cells ran than there are. */
export class Census implements Reporter {
  readonly #plan: Plan;
  readonly #project: string;
  readonly #progress: Progress;
  /** test files that were collected since the run began */
  readonly #collected = new Set<string>();
  #vitest: Vitest | undefined;
  #started = new Date();
  /** commit of the harness, as soon as it is known */
  #harness: string | undefined;
  #asking: Promise<void> | undefined;
  #stopListening = () => {};
  /** what the checkout held when a verification began; nobody looks while recording, or watching */
  #checkout: CheckoutStates | undefined;
  /** output types of the run's suites; undefined: all */
  #types: readonly string[] | undefined;
  /** what waits for an answer must tell nothing more then: a signal has ended the run, and its end is told */
  #isInterrupted = false;

  constructor(plan: Plan, project: string, progress: Progress) {
    this.#plan = plan;
    this.#project = project;
    this.#progress = progress;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunStart(specifications: readonly TestSpecification[]): Promise<void> {
    this.#collected.clear();
    this.#isInterrupted = false;
    this.#started = new Date();
    this.#asking = checkoutCommit(HARNESS).then((commit) => {
      this.#harness = commit;
    });
    const files = specifications.filter(({ project }) => project.name === this.#project);
    if (files.length === 0) return;
    this.#stopListening = onSignal(() => this.#interrupted());
    const { config } = this.#vitest ?? {};
    // A suite that cannot be loaded is told of by its own test file.
    this.#types = await typesOf(files.map(({ moduleId }) => moduleId)).catch(() => undefined);
    this.#checkout =
      this.#plan.recording || config?.watch ? undefined : checkoutStates(this.#plan.settings, this.#workers);
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
    const modules = testModules.filter(({ project }) => project.name === this.#project);
    if (!vitest || modules.length === 0) return;
    const cancelled = reason === 'interrupted';
    // A file that a cancelled run did not come to still has the tests of the run before.
    const played = cancelled ? modules.filter(({ moduleId }) => this.#collected.has(moduleId)) : modules;
    const reports = reportsOf(played);
    const mends = mendsOf(played);
    const ended = { vitest, modules, reports, mends, cancelled, runErrors: errors.length };
    // Where shards are merged, nothing but the reports tells.
    const recording =
      updateModeOfRun(vitest) === 'all' || reports.some(({ outcome }) => outcome.mode === 'record');
    await (recording ? this.#endRecording(ended) : this.#endVerifying(ended));
  }

  async #endVerifying({ vitest, modules, reports, mends, cancelled, runErrors }: Ended): Promise<void> {
    const cells = verifiedCells(reports);
    const asked = await whatIsAsked(vitest, modules, this.#plan, 'verify');
    const { expected } = asked;
    const truncated = cells.length < expected && (cancelled || !vitest.config.watch);
    await this.#asking;
    if (this.#isInterrupted) return;
    const changed = this.#changes();
    const { print, unwritten } = this.#tell(
      vitest,
      { reports, mends },
      { expectedCells: expected, truncated, changes: changed?.data },
    );
    const who = candidateName(this.#plan.candidate);
    if (cancelled) return print(`${cancellation(cells.length, expected)} · ${who}`);
    const skips = skipReasonsOverReleases(cells);
    const { root, minimum, runLimit } = this.#plan.settings;
    const late = outOfTimeLines(cells, runLimit);
    const played = { ran: cells.length, judged: countJudged(cells), skips, truncated, outOfTime: late };
    const changes = changeLines(changed?.data ?? [], root);
    const reasons = [...unwritten, ...reasonsToFail(asked, played, minimum), ...changes];
    for (const line of [...newFilesNote(changed?.others ?? [], root), ...reasons]) print(line);
    // What is watched is not over.
    if (reasons.length > 0 && !vitest.config.watch) process.exitCode = 1;
    const beside = { failedTests: countOtherFailures(modules), runErrors, tooLittle: reasons.length > 0 };
    print(`${verdictPhrase(cells, beside)} · ${who}`);
  }

  /**
   * Writes parity.json and prints the end of a verification, but for the verdict.
   *
   * @returns also why there is no parity.json of this run, if there is none: the disk may have become full
   */
  #tell(
    vitest: Vitest,
    { reports, mends }: Pick<Ended, 'reports' | 'mends'>,
    counted: Pick<RunFacts, 'expectedCells' | 'truncated' | 'changes'>,
  ): { print: (line: string) => void; unwritten: string[] } {
    const { report: folder, root } = this.#plan.settings;
    const cells = verifiedCells(reports);
    const path = shownPath(join(folder, REPORT), root);
    // Commands are copied from the findings, so these are printed as they are.
    const printPlainly = printer(vitest, '');
    if (annotates(vitest)) for (const line of annotations(cells)) printPlainly(line);
    const { findings, counts } = endOfRun(cells, path, this.#mendLines(mends));
    for (const line of findings) printPlainly(line);
    const print = printer(vitest);
    for (const line of counts) print(line);
    const facts = { ...counted, started: this.#started, harness: this.#harness };
    try {
      const { replaced } = writeReport(folder, composeReport(this.#plan, reports, facts));
      print(`report: ${path}${replaced ? ` (replaces ${replaced})` : ''}`);
      return { print, unwritten: [] };
    } catch (error) {
      return { print, unwritten: [errorLine(error)] };
    }
  }

  /** What has become of the checkout; undefined where nobody looked. */
  #changes(): CheckoutChanges | undefined {
    return this.#checkout && checkoutChanges(this.#checkout, this.#plan.settings, this.#workers);
  }

  get #workers(): Workers {
    const { candidate, references } = this.#plan;
    return {
      candidate: candidate.path,
      references: references.map(({ folder }) => folder),
      types: this.#types,
    };
  }

  #mendLines(mends: readonly Mend[]): string[] {
    const { expectedOutputs } = this.#plan.settings;
    return mendLines(mends, { ...meansOf(this.#plan), recorded: recordedReleases(expectedOutputs) });
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
    const counted = { expectedCells: expected ?? null, truncated: true, changes: undefined };
    const { print, unwritten } = this.#tell(vitest, { reports, mends: [] }, counted);
    for (const line of unwritten) print(line);
    print(`${ran} · ${candidateName(this.#plan.candidate)}`);
  }

  async #endRecording({ vitest, modules, reports, cancelled }: Ended): Promise<void> {
    const print = printer(vitest);
    const plan = this.#plan;
    const { expectedOutputs } = plan.settings;
    const failed = reports.filter(({ outcome }) => outcome.result === 'failed');
    const done = reports.filter((report) => !failed.includes(report));
    const recorded = new Set(
      done.filter(({ outcome }) => outcome.result !== 'skipped').map(({ version }) => version),
    );
    const played = plan.references.filter(({ version }) => recorded.has(version));
    const types = recordedTypes(expectedOutputs);
    const problems = [
      await problemOf(() => writeVersionsFile(expectedOutputs, types, played, provenance)),
      await problemOf(() => this.#writeReleases(vitest)),
      await problemOf(() => this.#writeCoverage(vitest)),
    ];
    const count = (result: string) => done.filter(({ outcome }) => outcome.result === result).length;
    const counts = ['written', 'updated', 'unchanged', 'skipped'].map(
      (result) => `${count(result)} ${result}`,
    );
    print('');
    print(`recorded ${done.length} cells: ${counts.join(', ')}`);
    for (const line of [...unplayedLines(reports), ...unrecordedLines(reports)]) print(line);
    for (const line of new Set(problems)) {
      if (line === undefined) continue;
      print(line);
      process.exitCode = 1;
    }
    const unknown = unknownProvenance(expectedOutputs, recordedReleases(expectedOutputs));
    if (unknown !== undefined && problems.every((line) => line === undefined)) print(unknown);
    if (cancelled) {
      const expected = await countExpectedCells(vitest, modules, plan, 'record');
      if (this.#isInterrupted) return;
      print(cancellation(done.length, expected));
    }
  }

  /** Also after a recording of one suite, since the page is of all. */
  async #writeReleases(vitest: Vitest): Promise<void> {
    const { settings } = this.#plan;
    const docs = docsFolder(settings);
    if (docs === undefined) return;
    const suites = await allSuites(vitest, this.#project);
    writeReleasesFile({ docs, expectedOutputs: settings.expectedOutputs, suites });
  }

  /** By the help of a release that this recording may be the first of. */
  async #writeCoverage(vitest: Vitest): Promise<void> {
    const { settings, references } = this.#plan;
    const docs = docsFolder(settings);
    const reasons = docs === undefined ? undefined : await findReasons(settings.root, importBuilt);
    const reference = referenceOfPage(recordedReleases(settings.expectedOutputs), references);
    if (docs === undefined || reasons === undefined || typeof reference !== 'object') return;
    const suites = await allSuites(vitest, this.#project);
    await writeCoverageFile({ docs, suites, reasons, reference });
  }
}

/** What keeps something from being written, in one line. */
async function problemOf(write: () => void | Promise<void>): Promise<string | undefined> {
  try {
    await write();
    return undefined;
  } catch (error) {
    return errorLine(error);
  }
}

function cancellation(ran: number, expected: number | undefined): string {
  return `CANCELLED: ${ran}${expected === undefined ? '' : ` of ${expected}`} cells ran`;
}
