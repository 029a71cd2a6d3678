import type { Vitest } from 'vitest/node';
import { recordedReleases, recordedTypes } from '../baselines/recorded-types.ts';
import { docsFolder, writeReleasesFile } from '../baselines/releases-file.ts';
import { unknownProvenance, writeVersionsFile } from '../baselines/versions-file.ts';
import { importBuilt } from '../bundling/import-built.ts';
import type { Plan } from '../plan/plan.ts';
import { provenance } from '../references/provenance.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { referenceOfPage, writeCoverageFile } from '../reporting/coverage/coverage-file.ts';
import { findReasons } from '../reporting/coverage/find-reasons.ts';
import { unplayedLines, unrecordedLines } from '../reporting/unrecorded.ts';
import { errorLine } from '../text/error-line.ts';
import { printer } from './printer.ts';
import { allSuites } from './suites-of.ts';

/** A recording that has ended. */
export interface Recording {
  readonly vitest: Vitest;
  readonly plan: Plan;
  /** name of the Vitest project that holds the suites */
  readonly project: string;
  readonly reports: readonly CellReport[];
}

/**
 * Brings up to date what follows from all baselines, and prints what was recorded; fails the run for what cannot be written.
 *
 * @returns how many cells were recorded, or are as they were
 */
export async function endRecording(recording: Recording): Promise<number> {
  const { vitest, plan, reports } = recording;
  const print = printer(vitest);
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
    await problemOf(() => writeReleases(recording)),
    await problemOf(() => writeCoverage(recording)),
  ];
  const count = (result: string) => done.filter(({ outcome }) => outcome.result === result).length;
  const counts = ['written', 'updated', 'unchanged', 'skipped'].map((result) => `${count(result)} ${result}`);
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
  return done.length;
}

/** Also after a recording of one suite, since the page is of all. */
async function writeReleases({ vitest, plan: { settings }, project }: Recording): Promise<void> {
  const docs = docsFolder(settings);
  if (docs === undefined) return;
  const suites = await allSuites(vitest, project);
  writeReleasesFile({ docs, expectedOutputs: settings.expectedOutputs, suites });
}

/** By the help of a release that this recording may be the first of. */
async function writeCoverage({ vitest, plan: { settings, references }, project }: Recording): Promise<void> {
  const docs = docsFolder(settings);
  const reasons = docs === undefined ? undefined : await findReasons(settings.root, importBuilt);
  const reference = referenceOfPage(recordedReleases(settings.expectedOutputs), references);
  if (docs === undefined || reasons === undefined || typeof reference !== 'object') return;
  const suites = await allSuites(vitest, project);
  await writeCoverageFile({ docs, suites, reasons, reference });
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
