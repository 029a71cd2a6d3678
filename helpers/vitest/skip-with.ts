import type { TestContext } from 'vitest';
import { annotate } from './vitest-internals.ts';

/**
 * Skips a test that is no cell, with the reason where it is not lost: of what `skip` is told, the reports that Vitest
 * writes for programs have nothing. JUnit and HTML have annotations, JSON has what is said of a task.
 */
export async function skipWith(context: TestContext, reason: string): Promise<never> {
  context.task.meta.paritySkipped = reason;
  await annotate(context, reason, 'skipped');
  return context.skip(reason);
}
