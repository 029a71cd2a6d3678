import { setTimeout as sleep } from 'node:timers/promises';

/** How long something may take, milliseconds: far longer than it takes on a busy machine. */
const PATIENCE = 60_000;

/**
 * Waits until a condition holds: for what ends in its own time, such as a killed process.
 *
 * @param what is to happen, for the error where it does not; a function is asked then
 */
export async function eventually(
  condition: () => boolean | Promise<boolean>,
  what: string | (() => string),
): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    if (await condition()) return;
    await sleep(20);
  }
  throw new Error(`never happened: ${typeof what === 'string' ? what : what()}`);
}
