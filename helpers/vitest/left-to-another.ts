import { expect, inject, type TestContext } from 'vitest';

/** Skips a test that is no cell where another shard plays it: each of these is played once. */
export function leaveToAnother(context: TestContext): void {
  const { shard } = inject('parity');
  const own = shard?.others[expect.getState().testPath ?? ''];
  if (shard === undefined || own === undefined || own === shard.index) return;
  context.task.meta.parityLeft = true;
  context.skip(`played by shard ${own}/${shard.count}`);
}
