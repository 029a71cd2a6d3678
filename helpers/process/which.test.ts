import { expect, test } from 'vitest';
import { which } from './which.ts';

test('a program is found on PATH, or it is not', async () => {
  expect(await which('sh')).toMatch(/^\/.*\/sh$/);
  expect(await which('there-is-no-such-program')).toBeUndefined();
});
