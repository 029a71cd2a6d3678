import type { StepResult } from '../pipeline/play.ts';
import { describeEnding } from '../process/describe-ending.ts';

/** How many lines of standard error are quoted: an error, and what led to it. */
const LINES_QUOTED = 5;

/** How a step ended, with the first line that it said. */
export function said({ ending, shortened, stdout, stderr }: StepResult): string {
  const line = (stderr.trim() || stdout.trim()).split('\n', 1)[0] ?? '';
  const why = shortened === undefined ? '' : ` (${shortened})`;
  return `${describeEnding(ending)}${why}${line ? `: ${line}` : ''}`;
}

/** The end of what was said on standard error. */
export function lastLines(stderr: string): string {
  return stderr.trimEnd().split('\n').slice(-LINES_QUOTED).join('\n');
}
