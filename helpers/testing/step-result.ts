import type { Finished } from '../baselines/triple.ts';
import type { StepResult } from '../pipeline/play.ts';

/** A step that went well, with what a test wants otherwise. */
export function stepResult<T extends Partial<StepResult>>(name: string, other?: T): Finished & T {
  return {
    name,
    role: 'subject',
    argv: ['qemu-img', name, '$FILENAME'],
    ending: { kind: 'exited', code: 0 },
    stdout: '',
    stderr: '',
    needsKvm: false,
    isTimed: false,
    ...other,
  } as Finished & T;
}
