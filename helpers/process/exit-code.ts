import { $ } from 'zx';

/** Waits for a program that answers by its exit code alone; null where a signal has ended it. */
export function exitCodeOf(argv: readonly string[]): number | null {
  return $.sync({ quiet: true, nothrow: true })`${argv}`.exitCode;
}
