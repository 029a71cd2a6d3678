import type { Difference } from '../comparison/difference.ts';
import type { Origin } from '../pipeline/known-divergence.ts';
import type { Reader } from '../pipeline/reader.ts';

/** How a cell (one case at one release) can end; `parity.json` counts these, in this order. */
export const RESULTS = ['match', 'known', 'diverged', 'stale', 'skipped', 'error'] as const;
export type Result = (typeof RESULTS)[number];

/** Whether a cell that ends so fails its test, and with it the run. */
export function isFailure(result: Result): boolean {
  switch (result) {
    case 'diverged':
    case 'stale':
    case 'error':
      return true;
    case 'match':
    case 'known':
    case 'skipped':
      return false;
  }
}

/** The last lines that a step said on standard error, where it ended with another exit code than it should. */
export interface LastWords {
  readonly step: string;
  readonly candidate: string;
  /** of the recorded release */
  readonly reference: string;
}

/** What one reader found. */
export type Judgement = {
  readonly reader: Reader;
  /** on images with known data, and not on those of the case as it is recorded */
  readonly onData?: true;
} & (
  | { readonly result: 'match' }
  | {
      readonly result: 'known';
      readonly differences: readonly Difference[];
      readonly reason: string;
      readonly origin: Origin;
      readonly link: string;
    }
  | {
      readonly result: 'diverged';
      readonly differences: readonly Difference[];
      /** one for each exit code among the differences */
      readonly lastWords?: readonly LastWords[];
    }
  /** an entry of the known divergences that nothing differs from any more */
  | { readonly result: 'stale'; readonly reason: string }
  /** the candidate did not give an answer that could be compared, or the baseline is unusable */
  | {
      readonly result: 'error';
      readonly reason: string;
      /** files that were touched, where that is the reason */
      readonly differences?: readonly Difference[];
    }
);

export type Verdict =
  | { readonly result: 'skipped'; readonly reason: string }
  | {
      readonly result: Exclude<Result, 'skipped'>;
      readonly judgements: readonly Judgement[];
      /** how it was judged, where that is not as usual: who could not read, whose baselines stood in */
      readonly notes?: readonly string[];
    };

/** Whether a judgement comes of a comparison; an error has compared nothing. */
export function isComparison({ result }: Judgement): boolean {
  return result !== 'error';
}

const WORST_FIRST: readonly Judgement['result'][] = ['error', 'diverged', 'stale', 'known', 'match'];

/** A cell is as bad as what its worst reader found; one that nobody judged is no match. */
export function verdictOf(judgements: readonly Judgement[], notes: readonly string[] = []): Verdict {
  const result = WORST_FIRST.find((candidate) => judgements.some(({ result }) => result === candidate));
  return { result: result ?? 'error', judgements, ...(notes.length > 0 ? { notes } : {}) };
}

/** The verdict on a cell in which something of ours is wrong: a baseline, an image, the builder of a fixture. */
export function unusable(reason: string): Verdict {
  return verdictOf([{ reader: 'reference', result: 'error', reason }]);
}

export function skipped(reason: string): Verdict {
  return { result: 'skipped', reason };
}
