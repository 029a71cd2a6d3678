import { expect, test } from 'vitest';
import { isVersion, majorMinor, sortVersions } from './order.ts';

test('releases are ordered by their numbers', () => {
  const shuffled = ['10.0.13', '9.2.4', '10.0.2', '7.2.22', '7.2.3', '11.0.0'];
  expect(sortVersions(shuffled)).toEqual(['7.2.3', '7.2.22', '9.2.4', '10.0.2', '10.0.13', '11.0.0']);
});

test.for(['7.2.0', '10.0.13', '0.0.0'])('%s is a release', (text) => {
  expect(isVersion(text)).toBe(true);
});

test.for(['', '7.2', '7.2.0.1', 'v7.2.0', '7.02.0', '7.2.0-rc1', ' 7.2.0', '7.2.x', 'profiles'])(
  '"%s" is no release',
  (text) => {
    expect(isVersion(text)).toBe(false);
  },
);

test('the line of a release is its first two numbers', () => {
  expect(majorMinor('10.20.3')).toBe('10.20');
});
