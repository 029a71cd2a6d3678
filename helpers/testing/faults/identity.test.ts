import { expect, test } from 'vitest';
import { groundFor, WITHOUT_RELEASE } from './ground-of-test.ts';
import { writeLauncher } from './launcher.ts';
import { CHOSEN } from './rows.ts';
import { results } from './try-faults.ts';

const TIMES = 2;

const { ground, rows } = await groundFor(CHOSEN);

/** A wrapper that changes nothing: whatever is found with it is a mistake of the harness. */
test(`a faithful candidate gives no finding, ${TIMES} times in a row`, async (context) => {
  if (!ground) return context.skip(WITHOUT_RELEASE);
  const faithful = { on: '*', script: 'exec "$REAL" "$@"' } as const;
  const program = writeLauncher(ground.folder, 'faithful', ground.reference.program, faithful);
  for (let time = 1; time <= TIMES; time++) {
    const found = Object.entries(results(await ground.judge(program, rows)));
    expect(
      found.filter(([, result]) => result !== 'match'),
      `run ${time}`,
    ).toEqual([]);
    expect(found).toHaveLength(rows.length);
  }
});
