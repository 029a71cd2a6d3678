import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../comparison/difference.ts';

/** A program that is running, in a case, and what was found meanwhile. */
export interface Suspect {
  readonly who: string;
  /** milliseconds since 1970, when it began */
  readonly since: number;
  readonly found: Difference[];
  /** whether another program may have done it as well */
  inCompany: boolean;
}

/** Which programs run beside each other, and which have run when: what is found is told to all that may have done it. */
export class WhoRan {
  readonly #running = new Set<Suspect>();
  /** case -> when a program last ended in it, by `performance.now()`: two things happen in one millisecond */
  readonly #ended = new Map<string, number>();

  get isNobody(): boolean {
    return this.#running.size === 0;
  }

  begin(who: string): Suspect {
    const suspect: Suspect = { who, since: Date.now(), found: [], inCompany: !this.isNobody };
    for (const other of this.#running) other.inCompany = true;
    this.#running.add(suspect);
    return suspect;
  }

  end(suspect: Suspect): void {
    this.#running.delete(suspect);
    this.#ended.set(suspect.who, performance.now());
  }

  /** @param at when it was done, where programs of other processes may have done it: then not by who began later */
  tell(difference: Difference, at?: number): void {
    for (const suspect of this.#running) {
      if (at !== undefined && at < suspect.since) continue;
      // What another process has found as well is told by its mark once more.
      if (!suspect.found.some((other) => isDeepStrictEqual(other, difference)))
        suspect.found.push(difference);
      if (at !== undefined) suspect.inCompany = true;
    }
  }

  /** The cases in which a program ran after a time, by `performance.now()`. */
  since(time: number): string[] {
    const before = [...this.#ended].flatMap(([who, end]) => (end > time ? [who] : []));
    return [...new Set([...before, ...[...this.#running].map(({ who }) => who)])].sort();
  }
}
