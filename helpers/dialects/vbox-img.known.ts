import type { KnownDivergence } from '../pipeline/known-divergence.ts';

export const knownDivergences: readonly KnownDivergence[] = [];
