import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../../testing/temporary.ts';
import { findReasons, REASONS_FILE } from './find-reasons.ts';

test('reasons are found by their place', async () => {
  const root = temporaryFolder();
  expect(await findReasons(root)).toBeUndefined();
  place(join(root, REASONS_FILE), `export const reasons = { bench: 'timing' };`);
  expect(await findReasons(root)).toEqual({ bench: 'timing' });
});

test('a module without them is refused in one line', async () => {
  const root = temporaryFolder();
  place(join(root, REASONS_FILE), 'export const other = 1;');
  await expect(findReasons(root)).rejects.toThrow(`${REASONS_FILE}: exports no "reasons"`);
});
