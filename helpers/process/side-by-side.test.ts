import { expect, test } from 'vitest';
import { sideBySide } from './side-by-side.ts';

test('never more than the limit, results in order', async () => {
  let running = 0;
  let most = 0;
  const outcomes = await sideBySide([5, 1, 4, 2, 3], 2, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turns = 0; turns < item; turns += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });
  expect(outcomes).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});
