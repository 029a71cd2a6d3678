import type { Operation } from './operation.ts';
import type { Role, Step } from './row.ts';

/** The operations that somebody does of a pipeline, in order. */
export function operationsBy(steps: readonly Step[], role: Role): Operation[] {
  return steps.filter((step) => step.role === role).map(({ operation }) => operation);
}
