import { expect, test } from 'vitest';

/** Stands for the harness's own tests in the fixture project: they have nothing to record. */
test('a test of the harness', () => {
  expect(process.env.TINY_OWN_FAILS).toBeUndefined();
});
