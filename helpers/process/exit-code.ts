import { spawnSync } from 'node:child_process';

/** Waits for a program that answers by its exit code alone; null where a signal has ended it, or it cannot be started. */
export function exitCodeOf([program = '', ...args]: readonly string[]): number | null {
  return spawnSync(program, args, { stdio: 'ignore' }).status;
}
