import { expect, test } from 'vitest';
import { fitting } from './fitting.ts';

test('texts are taken while there is room, counted in bytes with their line breaks', () => {
  expect(fitting(['ab', 'ö', 'c'], 8)).toEqual(['ab', 'ö', 'c']);
  expect(fitting(['ab', 'ö', 'c'], 7)).toEqual(['ab', 'ö']);
  expect(fitting(['ab', 'ö', 'c'], 2)).toEqual([]);
  expect(fitting(['long text', 'c'], 5)).toEqual([]);
});
