import { expect, test } from 'vitest';
import { plural } from './plural.ts';

test('one is one, and all else are several', () => {
  expect([plural(0, 'cell'), plural(1, 'release'), plural(2, 'release')]).toEqual([
    '0 cells',
    '1 release',
    '2 releases',
  ]);
});
