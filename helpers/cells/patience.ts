import type { Patience } from '../pipeline/play.ts';
import type { Ending } from '../process/run.ts';

/** After so many time-outs it is not the machine, and nobody is to wait for each of a thousand. */
const ENOUGH = 3;

/** A shorter limit is so many times what the slowest step took that came to an end, and never less than this, milliseconds. */
const FACTOR = 10;
const LEAST = 2_000;
/** It is told in seconds, with one decimal. */
const TOLD = 100;

/** Why a step has less time than the setting says. */
export const SHORTER_LIMIT = `shorter limit after ${ENOUGH} time-outs in this suite`;

/** How long a candidate's steps may take in one suite: when several have hung, less than the setting says. */
export class CandidatePatience implements Patience {
  #timeouts = 0;
  /** what the slowest step took that came to an end of its own, milliseconds */
  #longest = 0;

  next(timeLimit: number): { readonly timeLimit: number; readonly why?: string } {
    const shorter = Math.max(LEAST, Math.ceil((FACTOR * this.#longest) / TOLD) * TOLD);
    return this.#timeouts >= ENOUGH && shorter < timeLimit
      ? { timeLimit: shorter, why: SHORTER_LIMIT }
      : { timeLimit };
  }

  ended({ kind }: Ending, took: number): void {
    if (kind === 'timed out') this.#timeouts += 1;
    if (kind === 'exited') this.#longest = Math.max(this.#longest, took);
  }
}
