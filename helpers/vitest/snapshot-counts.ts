import type { TestContext } from 'vitest';
import type { Recorded } from '../baselines/store.ts';

/** Adds a baseline to the snapshot counts of Vitest's summary ("Snapshots  36 written"). */
export function countSnapshot(context: TestContext, recorded: Recorded): void {
  const { snapshotState } = context.expect.getState();
  const counter = { written: 'added', updated: 'updated', unchanged: 'matched' } as const;
  snapshotState[counter[recorded]].increment(context.task.id);
}
