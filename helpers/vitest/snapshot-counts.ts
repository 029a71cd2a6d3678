import type { TestContext } from 'vitest';
import type { Recorded } from '../baselines/store.ts';
import { incrementSnapshots } from './vitest-internals.ts';

/** Adds a baseline to the snapshot counts of Vitest's summary ("Snapshots  36 written"). */
export function countSnapshot(context: TestContext, recorded: Recorded): void {
  const counter = { written: 'added', updated: 'updated', unchanged: 'matched' } as const;
  incrementSnapshots(context, counter[recorded]);
}
