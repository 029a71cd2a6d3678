import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { writeVersionsFile } from '../baselines/versions-file.ts';
import { foldersIn } from '../files/read.ts';
import type { Plan } from '../plan/plan.ts';
import { provenance } from '../references/provenance.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { censusLines, countResults, verifiedCells } from '../reporting/census.ts';
import { composeReport, writeReport } from '../reporting/report-file.ts';
import { fromRoot } from '../reporting/reproduce.ts';
import { candidateName } from '../reporting/run-name.ts';
import { countExpectedCells } from './expected-cells.ts';
import { printer } from './printer.ts';

/** Closes a run: the census, parity.json, and a failure where fewer cells ran than there are. */
export class Census implements Reporter {
  readonly #plan: Plan;
  readonly #project: string;
  #vitest: Vitest | undefined;

  constructor(plan: Plan, project: string) {
    this.#plan = plan;
    this.#project = project;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  async onTestRunEnd(
    testModules: readonly TestModule[],
    _errors: readonly unknown[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const vitest = this.#vitest;
    const modules = testModules.filter(({ project }) => project.name === this.#project);
    if (!vitest || modules.length === 0) return;
    const reports = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test): CellReport[] => {
        const { parity } = test.meta();
        return parity ? [parity] : [];
      }),
    );
    // Not by the configuration: `u` in watch mode leaves that as it was.
    const recording = this.#plan.recording || reports.some(({ outcome }) => outcome.mode === 'record');
    await (recording
      ? this.#endRecording(vitest, reports)
      : this.#endVerifying(vitest, modules, reports, reason));
  }

  async #endVerifying(
    vitest: Vitest,
    modules: readonly TestModule[],
    reports: readonly CellReport[],
    reason: TestRunEndReason,
  ): Promise<void> {
    const print = printer(vitest);
    const plan = this.#plan;
    const cells = verifiedCells(reports);
    const expectedCells = await countExpectedCells(vitest, modules, plan);
    const filtered = vitest.config.testNamePattern !== undefined || vitest.config.watch;
    const truncated = !filtered && cells.length < expectedCells;
    const path = writeReport(
      plan.settings.report,
      composeReport(plan, reports, { expectedCells, truncated }),
    );
    print('');
    for (const line of censusLines(cells)) print(line);
    print('');
    print(`report: ${fromRoot(plan.settings.root, path)}`);
    if (truncated) {
      print(`TRUNCATED: ${cells.length} of ${expectedCells} cells ran (${reason})`);
      process.exitCode = 1;
    }
    const { diverged, stale, error } = countResults(cells);
    const verdict = diverged + stale + error > 0 || truncated ? 'FAILED' : 'passed';
    print(
      `${cells.length === 0 ? 'no cell ran' : `${cells.length} cells ${verdict}`} · ${candidateName(plan.candidate)}`,
    );
  }

  #endRecording(vitest: Vitest, reports: readonly CellReport[]): void {
    const print = printer(vitest);
    const { settings, references, recordable } = this.#plan;
    const types = foldersIn(settings.expectedOutputs).filter((name) => !name.startsWith('.'));
    const played = references.filter(({ version }) => recordable.includes(version));
    writeVersionsFile(settings.expectedOutputs, types, played, provenance);
    const count = (result: string) => reports.filter(({ outcome }) => outcome.result === result).length;
    const counts = ['written', 'updated', 'unchanged', 'skipped'].map(
      (result) => `${count(result)} ${result}`,
    );
    print('');
    print(`recorded ${reports.length} cells: ${counts.join(', ')}`);
  }
}
