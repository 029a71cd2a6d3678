import { join } from 'node:path';
import type { Finding } from '../../baselines/finding.ts';
import { inTheWayOf } from '../../baselines/in-the-way.ts';
import type { Recording } from '../../baselines/recording.ts';
import { sweepStaging, writeIfDifferent } from '../../baselines/write-file.ts';
import { readPlain } from '../../files/read-plain.ts';
import type { Suite } from '../../pipeline/row.ts';
import { recordedCommands } from '../../plan/recorded-commands.ts';
import { askHelp } from '../../references/ask-help.ts';
import type { Reference } from '../../references/reference.ts';
import { countUses } from './count-uses.ts';
import { type Coverage, coverageOf } from './coverage.ts';
import { coveragePage } from './coverage-page.ts';
import { REASONS_FILE } from './find-reasons.ts';
import { problemsOf } from './problems.ts';
import type { Reasons } from './reasons.ts';

/** Name of the page that says what of the command line cases use. */
export const COVERAGE_FILE = 'coverage.md';

/** Where the page lies, and what it is made of. */
export interface CoverageFile {
  readonly docs: string;
  readonly suites: readonly Suite[];
  readonly reasons: Reasons;
  /** whose help it is */
  readonly reference: Pick<Reference, 'version' | 'program'>;
}

/**
 * The release by whose help the page is made: of those that are recorded the newest, since what is covered must not
 * depend on what else is installed somewhere.
 *
 * @returns its number alone, where it is not installed here; nothing, where nothing is recorded
 */
export function referenceOfPage(
  recorded: readonly string[],
  references: readonly Reference[],
): Reference | string | undefined {
  const newest = recorded.at(-1);
  return references.find(({ version }) => version === newest) ?? newest;
}

/**
 * Brings the page up to date.
 *
 * @throws UsageError where the help is not understood, or the page cannot be written
 */
export async function writeCoverageFile(file: CoverageFile): Promise<void> {
  const coverage = await coverageIn(file);
  if (coverage === undefined) return;
  writeIfDifferent(file.docs, COVERAGE_FILE, coveragePage(coverage));
  sweepStaging(file.docs);
}

/**
 * Holds the page against the suites, the help and the reasons, and these against each other.
 *
 * @returns undefined where the release has no help to make the page of
 * @throws UsageError where the help is not understood
 */
export async function auditCoverageFile(file: CoverageFile): Promise<Finding[] | undefined> {
  const coverage = await coverageIn(file);
  if (coverage === undefined) return undefined;
  return [...pageFindings(file, coveragePage(coverage)), ...problemFindings(coverage, file.reasons)];
}

async function coverageIn({ suites, reasons, reference }: CoverageFile): Promise<Coverage | undefined> {
  const help = await askHelp(reference);
  return help && coverageOf(help, countUses(suites, help, recordedCommands), reasons);
}

function pageFindings({ docs }: CoverageFile, text: string): Finding[] {
  const path = join(docs, COVERAGE_FILE);
  const where = `docs/${COVERAGE_FILE}`;
  // Nothing is played there, and whatever is recorded ends in writing the page.
  const mend: Recording = { kind: 'record', suite: 'tree', releases: [] };
  const other = inTheWayOf(path);
  if (other) return [{ where, what: other.what, mend: { ...mend, inTheWay: [other] } }];
  const there = readPlain(path);
  if (there === text) return [];
  return [{ where, what: there === undefined ? 'is not there' : 'is not what suites and help give', mend }];
}

function problemFindings(coverage: Coverage, reasons: Reasons): Finding[] {
  const where = REASONS_FILE;
  const what = `what qemu-img ${coverage.version} takes is given a case or a reason, and not both (${where})`;
  return problemsOf(coverage, reasons).map((problem) => ({
    where,
    what: problem,
    mend: { kind: 'by hand', what },
  }));
}
