import { expect, test } from 'vitest';
import { someOf } from './some-of.ts';

test('of many the first are named and the others counted', () => {
  expect(someOf([], 2, 'case')).toBe('');
  expect(someOf(['a', 'b'], 2, 'case')).toBe('a, b');
  expect(someOf(['a', 'b', 'c'], 2, 'case')).toBe('a, b, 1 more case');
  expect(someOf(['a', 'b', 'c'], 2, 'case', 2_002)).toBe('a, b, 2,000 more cases');
});
