import type { Difference } from '../comparison/difference.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** Why a product is not any more what is to be looked at. */
export interface Spoiling {
  readonly reason: string;
  readonly differences: readonly Difference[];
}

/** A product cannot be looked at any more, since the candidate has changed it after it was made. */
export class Spoilt extends Error {
  readonly verdict: Verdict;

  constructor({ reason, differences }: Spoiling) {
    super(reason);
    const judgement = { reader: 'candidate', result: 'error', reason } as const;
    this.verdict = verdictOf([differences.length > 0 ? { ...judgement, differences } : judgement]);
  }
}
