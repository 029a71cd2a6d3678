import type { Operation } from '../pipeline/operation.ts';

/**
 * A pipeline that was generated: what a reference builds, what is under test, what looks at the result. Plain data, as it
 * stands in explore.json.
 */
export interface Generated {
  readonly fixture: readonly Operation[];
  readonly subject: readonly Operation[];
  readonly observe: readonly Operation[];
}

/** What is under test: the operations that change something, else those that only look. */
export function underTest({ subject, observe }: Generated): readonly Operation[] {
  return subject.length > 0 ? subject : observe;
}
