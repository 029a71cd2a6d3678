import type { StepResult } from '../pipeline/play.ts';

/** A step that went well, with what a test wants otherwise. */
export function stepResult(name: string, other: Partial<StepResult> = {}): StepResult {
  return {
    name,
    role: 'subject',
    argv: ['qemu-img', name, '$FILENAME'],
    ending: { kind: 'exited', code: 0 },
    stdout: '',
    stderr: '',
    needsKvm: false,
    ...other,
  };
}
