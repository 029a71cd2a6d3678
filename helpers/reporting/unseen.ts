import type { Origin } from '../pipeline/known-divergence.ts';

/** What to say behind the reason of a known divergence: whether anybody has seen it. */
export function unseen(origin: Origin): string {
  switch (origin) {
    case 'documented':
      return ' (documented, not yet seen)';
    case 'observed':
      return '';
  }
}
