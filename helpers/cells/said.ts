import type { StepResult } from '../pipeline/play.ts';
import { describeEnding } from '../process/describe-ending.ts';

/** How a step ended, with the first line that it said. */
export function said({ ending, stdout, stderr }: StepResult): string {
  const line = (stderr.trim() || stdout.trim()).split('\n', 1)[0] ?? '';
  return `${describeEnding(ending)}${line ? `: ${line}` : ''}`;
}
