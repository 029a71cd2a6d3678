import { expect, test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { CHOSEN, CHOSEN_FOR_READING, CHOSEN_FOR_WRITING } from './rows.ts';
import { results } from './try-faults.ts';

const { ground, rows } = await groundFor([
  ...new Set([...CHOSEN, ...CHOSEN_FOR_WRITING, ...CHOSEN_FOR_READING]),
]);

/**
 * A wrapper that changes nothing: whatever is found with it is a mistake of the harness. Once, since it is the same that all
 * faults are tried on; again and again it is seen by soak.ts.
 */
test('a faithful candidate gives no finding', async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const faithful = { on: '*', script: 'exec "$REAL" "$@"' } as const;
  const program = writeLauncher(ground.folder, 'faithful', ground.reference.program, faithful);
  const found = Object.entries(results(await ground.judge(program, rows)));
  expect(found.filter(([, result]) => result !== 'match')).toEqual([]);
  expect(found).toHaveLength(rows.length);
});
