/** The part of Vitest's worker state that says how snapshots are treated; it follows `u` in watch mode. */
interface WorkerState {
  readonly config: { readonly snapshotOptions: { readonly updateSnapshot: 'all' | 'new' | 'none' } };
}

/**
 * Whether this run records: exactly if Vitest was told to update snapshots (`-u`, `u` in watch mode).
 *
 * Asked while a test file is collected, where `expect.getState()` knows no snapshot state yet; hence the worker's
 * own state (Vitest 4.1).
 */
export function isRecording(): boolean {
  const worker = (globalThis as { __vitest_worker__?: WorkerState }).__vitest_worker__;
  return worker?.config.snapshotOptions.updateSnapshot === 'all';
}
