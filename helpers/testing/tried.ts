import type { TestContext } from 'vitest';

/** A fault that a test has tried: a line of docs/faults.md. */
export interface TriedFault {
  /** what it is a fault of, a heading of the page: `the candidate's output` */
  readonly of: string;
  /** what goes wrong: `100,000 nested brackets` */
  readonly fault: string;
  /** by what it is tried: `info prints them` */
  readonly how: string;
  /** what came of it, as the test saw it, with nothing in it that another run would tell otherwise */
  readonly outcome: string;
}

declare module 'vitest' {
  interface TaskMeta {
    /** faults that the test has tried */
    tried?: readonly TriedFault[];
  }
}

/** Puts a fault on the page of faults with the outcome that a test has seen, once it has held it against what it must be. */
export function tried({ task }: Pick<TestContext, 'task'>, fault: TriedFault): void {
  task.meta.tried = [...(task.meta.tried ?? []), fault];
}
