import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until a condition holds: for what ends in its own time, such as a killed process. */
export async function eventually(condition: () => boolean, what: string): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if (condition()) return;
    await sleep(20);
  }
  throw new Error(`never happened: ${what}`);
}
