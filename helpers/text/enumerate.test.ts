import { expect, test } from 'vitest';
import { enumerate } from './enumerate.ts';

test('the last of several things has an "and" in front', () => {
  expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(enumerate)).toEqual(['', 'a', 'a and b', 'a, b and c']);
});
