import type { KnownDivergence } from '../../pipeline/known-divergence.ts';

/** In the order of suite, target and case. What an entry has is in CONTRIBUTING.md, 7. */
export const knownDivergences: readonly KnownDivergence[] = [];
