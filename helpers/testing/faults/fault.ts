import type { Result } from '../../cells/verdict.ts';
import type { Operation } from '../../pipeline/operation.ts';

/**
 * One way in which a tool can be wrong, as a change to a real qemu-img, and what a run must say of it. Data only; the
 * scripts are made of the verbs of verbs.sh.
 */
export interface Fault {
  readonly name: string;
  /** subcommand that is changed; the others are the real program's */
  readonly on: Operation['op'];
  /** POSIX shell, played instead of the subcommand; `"$@"` is the command line, `$REAL` the real program */
  readonly script: string;
  /** the cells that it touches; all others must stay as they are without it */
  readonly touches: Cells;
  /** what becomes of the cells that it touches; `match` for a difference that must not count */
  readonly result: Extract<Result, 'match' | 'diverged' | 'error'>;
  /** what must be said of every touched cell: found in its judgements, as JSON */
  readonly says?: RegExp;
  /** sed script (of `sed -z`) for the recorded outputs, where none of them has what the fault is about */
  readonly recorded?: string;
}

/**
 * Cells by `suite/target/title`, in which `*` stands for any run of characters; a pattern with `!` in front takes
 * cells out again. Or those whose recorded output matches an expression.
 */
export type Cells = readonly string[] | RegExp;
