import type { Result } from '../../../cells/verdict.ts';
import type { Kind } from '../../../reporting/history/change.ts';

/** How each result is shown: never by colour alone. */
export const SYMBOLS: Readonly<Record<Result, string>> = {
  match: '✓',
  known: '≈',
  diverged: '✗',
  stale: '↺',
  skipped: '–',
  error: '!',
};

/** What a reader who has not read the documentation is told of each. */
export const MEANINGS: Readonly<Record<Result, string>> = {
  match: 'equal to the baseline',
  known: 'differs only as the known divergences of the candidate say',
  diverged: 'differs from the baseline',
  stale: 'a known divergence that is none any more: its entry is to be deleted',
  skipped: 'could not be judged',
  error: 'hung, crashed, wrote where it should not, or something is wrong with the baseline',
};

/** What decides the colour of many cells, first to last. */
export const WORST_FIRST: readonly Result[] = ['error', 'diverged', 'stale', 'known', 'match', 'skipped'];

/** What has become of a cell since the older run, beside its result. */
export const CHANGE_SYMBOLS: Readonly<Record<Kind, string>> = {
  regressed: '▼',
  improved: '▲',
  new: '+',
  gone: '−',
  otherwise: '~',
};
