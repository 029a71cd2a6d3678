import type { StepResult } from '../pipeline/play.ts';
import { describeEnding } from '../process/describe-ending.ts';
import { printableLine } from '../text/printable.ts';

/** How many lines of standard error are quoted: an error, and what led to it. */
const LINES_QUOTED = 5;

/** How a step ended, with the first line that it said. */
export function said({ ending, shortened, stdout, stderr }: StepResult): string {
  const text = stderr.trim() || stdout.trim();
  const end = text.indexOf('\n');
  const line = printableLine(end < 0 ? text : text.slice(0, end));
  const why = shortened === undefined ? '' : ` (${shortened})`;
  return `${describeEnding(ending)}${why}${line ? `: ${line}` : ''}`;
}

/** The end of what was said on standard error, as it can be shown. */
export function lastLines(stderr: string): string {
  const text = stderr.trimEnd();
  const lines: string[] = [];
  let end = text.length;
  while (end >= 0 && lines.length < LINES_QUOTED) {
    const from = end === 0 ? -1 : text.lastIndexOf('\n', end - 1);
    lines.unshift(printableLine(text.slice(from + 1, end)));
    end = from;
  }
  return lines.join('\n');
}
