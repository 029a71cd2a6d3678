import { causeLine } from './cause-line.ts';
import { causesOf } from './causes.ts';
import type { VerifiedCell } from './cell-report.ts';
import { groupFindings } from './groups.ts';

/** GitHub shows ten errors of a step, and no more than fifty of a job. */
const ANNOTATIONS = 10;

/**
 * Commands that make GitHub Actions annotate a run with its causes, one each.
 *
 * @see https://docs.github.com/en/actions/using-workflows/workflow-commands-for-github-actions#setting-an-error-message
 */
export function annotations(cells: readonly VerifiedCell[]): string[] {
  const versions = new Set(cells.map(({ version }) => version));
  return causesOf(groupFindings(cells))
    .slice(0, ANNOTATIONS)
    .map((cause) => {
      const { suite, target, case: name } = cause.story;
      const title = property(`parity: ${suite} ${target} ${name}`);
      return `::error title=${title}::${data(causeLine(cause, versions))}`;
    });
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
