import { causeLine } from './cause-line.ts';
import { causesOf } from './causes.ts';
import type { VerifiedCell } from './cell-report.ts';
import { groupFindings } from './groups.ts';
import type { Change, ChangeEntry } from './history/change.ts';
import { entryLine } from './history/change-words.ts';
import type { FailedTest } from './report.ts';

/** GitHub shows ten errors of a step, and no more than fifty of a job. */
const ANNOTATIONS = 10;
/** Of these, how many failed tests may have that are no cells: one audit may have as many as a suite has types. */
const OF_TESTS = 4;

/**
 * Commands that make GitHub Actions annotate a run, one for each cause; one for each case that has become worse where the
 * run is held against an older one, since it fails for nothing else then.
 *
 * @param failedTests that are no cells, and that nobody else annotates
 * @see https://docs.github.com/en/actions/using-workflows/workflow-commands-for-github-actions#setting-an-error-message
 */
export function annotations(
  cells: readonly VerifiedCell[],
  failedTests: readonly FailedTest[] = [],
  change?: Change,
): string[] {
  const tests = failedTests
    .slice(0, OF_TESTS)
    .map(({ name, message }) => annotation(`parity: ${name}`, message));
  const found = change ? regressions(change) : causes(cells);
  return [...tests, ...found.slice(0, ANNOTATIONS - tests.length)];
}

function causes(cells: readonly VerifiedCell[]): string[] {
  const versions = new Set(cells.map(({ version }) => version));
  return causesOf(groupFindings(cells)).map((cause) =>
    annotation(titleOf(cause.story), causeLine(cause, versions)),
  );
}

function regressions(change: Change): string[] {
  return change.entries.regressed.map((entry) =>
    annotation(titleOf(entry), `regressed: ${entryLine(entry, 'regressed', change)}`),
  );
}

function titleOf({ suite, target, case: name }: Pick<ChangeEntry, 'suite' | 'target' | 'case'>): string {
  return `parity: ${suite} ${target} ${name}`;
}

function annotation(title: string, text: string): string {
  return `::error title=${property(title)}::${data(text)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
