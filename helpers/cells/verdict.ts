import type { Difference } from '../comparison/difference.ts';
import type { Reader } from '../pipeline/reader.ts';

/** How a cell (one case at one release) ended; `parity.json` counts these. */
export type Result = 'match' | 'known' | 'diverged' | 'stale' | 'skipped' | 'error';

/** What one reader found. */
export type Judgement =
  | { readonly reader: Reader; readonly result: 'match' }
  | {
      readonly reader: Reader;
      readonly result: 'known';
      readonly differences: readonly Difference[];
      readonly reason: string;
      readonly link: string;
    }
  | { readonly reader: Reader; readonly result: 'diverged'; readonly differences: readonly Difference[] }
  /** an entry of the known divergences that nothing differs from any more */
  | { readonly reader: Reader; readonly result: 'stale'; readonly reason: string }
  /** the candidate did not give an answer that could be compared, or the baseline is unusable */
  | { readonly reader: Reader; readonly result: 'error'; readonly reason: string };

export type Verdict =
  | { readonly result: 'skipped'; readonly reason: string }
  | { readonly result: Exclude<Result, 'skipped'>; readonly judgements: readonly Judgement[] };

const WORST_FIRST: readonly Judgement['result'][] = ['error', 'diverged', 'stale', 'known', 'match'];

/** A cell is as bad as what its worst reader found. */
export function verdictOf(judgements: readonly Judgement[]): Verdict {
  const result = WORST_FIRST.find((candidate) => judgements.some(({ result }) => result === candidate));
  return { result: result ?? 'error', judgements };
}
