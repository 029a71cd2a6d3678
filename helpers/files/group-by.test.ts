import { expect, test } from 'vitest';
import { groupBy } from './group-by.ts';

test('groups come in the order of their first items, items in their own', () => {
  const groups = groupBy(['pear', 'fig', 'plum', 'apple', 'fennel'], (word) => word[0] ?? '');
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum']],
    ['f', ['fig', 'fennel']],
    ['a', ['apple']],
  ]);
});
