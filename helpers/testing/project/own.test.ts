import { test } from 'vitest';

/** Stands for the harness's own tests in the fixture project: they have nothing to record. */
test('a test of the harness', () => {});
