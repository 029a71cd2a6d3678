import { updateModeInWorker } from './vitest-internals.ts';

/** Whether this run records: exactly if Vitest was told to update snapshots (`-u`, `u` in watch mode). */
export function isRecording(): boolean {
  return updateModeInWorker() === 'all';
}
