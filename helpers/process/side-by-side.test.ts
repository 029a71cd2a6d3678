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

test('nothing is begun after a failure', async () => {
  const begun: number[] = [];
  const failing = sideBySide([1, 2, 3, 4], 2, async (item) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 1) throw new Error('first');
  });
  await expect(failing).rejects.toThrow('first');
  await new Promise((done) => setImmediate(done));
  expect(begun).toEqual([1, 2]);
});
