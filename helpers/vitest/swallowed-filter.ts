import type { Vitest } from 'vitest/node';
import { addFilter, wordAfterUpdate } from './vitest-internals.ts';

const UPDATE_MODES = ['all', 'new', 'none', 'true', 'false'];

/**
 * Gives a file filter back that `-u` has swallowed: since Vitest 4, `-u` takes an optional value, so that
 * `vitest -u suites/create` means "update in the mode suites/create", which updates all suites. Nobody who types it
 * means that.
 */
export function restoreSwallowedFilter(vitest: Vitest): void {
  const word = wordAfterUpdate(vitest);
  if (typeof word === 'string' && !UPDATE_MODES.includes(word)) addFilter(vitest, word);
}
