import type { StepResult } from '../pipeline/play.ts';
import { copyOf } from '../text/copy-of.ts';

/** Characters at each end of a text that nobody compares. */
const KEPT = 10_000;

/**
 * A result as it is kept until its row is done: whole is only what is compared, the output of an observed step that
 * came to an end of its own. A flood on every stream, kept for each release, would be more than a process may hold.
 */
export function briefResult(result: StepResult): StepResult {
  const isCompared = result.role === 'observe' && result.ending.kind === 'exited';
  return {
    ...result,
    stdout: isCompared ? result.stdout : briefText(result.stdout),
    stderr: briefText(result.stderr),
  };
}

function briefText(text: string): string {
  if (text.length <= 2 * KEPT) return text;
  const said = text.trim();
  return said.length <= 2 * KEPT ? copyOf(said) : copyOf(`${said.slice(0, KEPT)}…${said.slice(-KEPT)}`);
}
