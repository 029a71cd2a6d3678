import type { Vitest } from 'vitest/node';

const UPDATE_MODES = ['all', 'new', 'none', 'true', 'false'];

/**
 * Gives a file filter back that `-u` has swallowed: since Vitest 4, `-u` takes an optional value, so that
 * `vitest -u suites/create` means "update in the mode suites/create", which updates all suites. Nobody who types it
 * means that.
 */
export function restoreSwallowedFilter(vitest: Vitest): void {
  const { update } = vitest.config as { update?: unknown };
  if (typeof update !== 'string' || UPDATE_MODES.includes(update)) return;
  const start = vitest.start.bind(vitest);
  vitest.start = (filters = []) => start([...filters, update]);
}
