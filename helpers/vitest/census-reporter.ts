import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import type { Mend } from '../baselines/mend.ts';
import { mendLines } from '../baselines/mend-all.ts';
import { recordedReleases, recordedTypes } from '../baselines/recorded-types.ts';
import { writeVersionsFile } from '../baselines/versions-file.ts';
import type { Plan } from '../plan/plan.ts';
import { provenance } from '../references/provenance.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import {
  censusLines,
  countJudged,
  skipReasons,
  type VerifiedCell,
  verifiedCells,
} from '../reporting/census.ts';
import { checkoutCommit, HARNESS } from '../reporting/checkout-commit.ts';
import { reasonsToFail } from '../reporting/gate.ts';
import { composeReport, writeReport } from '../reporting/report-file.ts';
import { candidateName } from '../reporting/run-name.ts';
import { shownPath } from '../text/shown-path.ts';
import { countExpectedCells, whatIsAsked } from './expected-cells.ts';
import { printer } from './printer.ts';
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
  /** something failed: a cell, an audit, a page, or Vitest itself */
  readonly broken: boolean;
}

/** Closes a run: the census, parity.json, and a failure where fewer cells ran than there are. */
export class Census implements Reporter {
  readonly #plan: Plan;
  readonly #project: string;
  /** test files that were collected since the run began */
  readonly #collected = new Set<string>();
  #vitest: Vitest | undefined;
  #started = new Date();
  #harness: Promise<string | undefined> | undefined;

  constructor(plan: Plan, project: string) {
    this.#plan = plan;
    this.#project = project;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunStart(): void {
    this.#collected.clear();
    this.#started = new Date();
    this.#harness = checkoutCommit(HARNESS);
  }

  onTestModuleCollected({ moduleId }: TestModule): void {
    this.#collected.add(moduleId);
  }

  async onTestRunEnd(
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
    const reports = played.flatMap((module) =>
      [...module.children.allTests()].flatMap((test): CellReport[] => {
        const { parity } = test.meta();
        return parity ? [parity] : [];
      }),
    );
    const mends = played.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().parityMends ?? []),
    );
    const broken = errors.length > 0 || modules.some((module) => module.state() === 'failed');
    const ended = { vitest, modules, reports, mends, cancelled, broken };
    // Where shards are merged, nothing but the reports tells.
    const recording =
      updateModeOfRun(vitest) === 'all' || reports.some(({ outcome }) => outcome.mode === 'record');
    await (recording ? this.#endRecording(ended) : this.#endVerifying(ended));
  }

  async #endVerifying({ vitest, modules, reports, mends, cancelled, broken }: Ended): Promise<void> {
    const print = printer(vitest);
    const plan = this.#plan;
    const cells = verifiedCells(reports);
    const asked = await whatIsAsked(vitest, modules, plan, 'verify');
    const expectedCells = asked.expected;
    const truncated = cells.length < expectedCells && (cancelled || !vitest.config.watch);
    print('');
    for (const line of censusLines(cells)) print(line);
    print('');
    for (const line of this.#mendLines(mends)) print(line);
    if (mends.length > 0) print('');
    const [started, harness] = [this.#started, await this.#harness];
    const report = composeReport(plan, reports, { expectedCells, truncated, started, harness });
    const { path, replaced } = writeReport(plan.settings.report, report);
    print(`report: ${shownPath(path, plan.settings.root)}${replaced ? ` (replaces ${replaced})` : ''}`);
    const who = candidateName(plan.candidate);
    if (cancelled) return print(`${cancellation(cells.length, expectedCells)} · ${who}`);
    const played = { ran: cells.length, judged: countJudged(cells), skips: skipReasons(cells), truncated };
    const reasons = reasonsToFail(asked, played, plan.settings.minimum);
    for (const reason of reasons) print(reason);
    // What is watched is not over.
    if (reasons.length > 0 && !vitest.config.watch) process.exitCode = 1;
    print(`${verdictLine(cells, broken || reasons.length > 0)} · ${who}`);
  }

  #mendLines(mends: readonly Mend[]): string[] {
    const { references, settings } = this.#plan;
    return mendLines(mends, {
      given: settings.given,
      installed: references.map(({ version }) => version),
      recorded: recordedReleases(settings.expectedOutputs),
    });
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
    writeVersionsFile(expectedOutputs, recordedTypes(expectedOutputs), played, provenance);
    const count = (result: string) => done.filter(({ outcome }) => outcome.result === result).length;
    const counts = ['written', 'updated', 'unchanged', 'skipped'].map(
      (result) => `${count(result)} ${result}`,
    );
    print('');
    print(`recorded ${done.length} cells: ${counts.join(', ')}`);
    if (cancelled) {
      const expected = await countExpectedCells(vitest, modules, plan, 'record');
      print(cancellation(done.length, expected));
    } else if (failed.length > 0) {
      print(`NOT RECORDED: ${failed.length} cells, of which what was recorded before stays`);
    }
  }
}

/** Skipped cells are never counted with those that passed. */
function verdictLine(cells: readonly VerifiedCell[], failed: boolean): string {
  if (cells.length === 0) return failed ? 'no cell ran, FAILED' : 'no cell ran';
  if (failed) return `${cells.length} cells FAILED`;
  const skipped = cells.filter(({ outcome }) => outcome.result === 'skipped').length;
  const passed = `${cells.length - skipped} cells passed`;
  return skipped === 0 ? passed : `${passed}, ${skipped} skipped`;
}

function cancellation(ran: number, expected: number): string {
  return `CANCELLED: ${ran} of ${expected} cells ran`;
}
