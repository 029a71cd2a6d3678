import { expect, test } from 'vitest';
import { rangeInWords, versionRanges } from './ranges.ts';

const all = ['5.2.0', '7.2.18', '7.2.22', '10.0.2', '10.0.13', '11.1.3'];

const sets: [string[], string][] = [
  [[], ''],
  [['10.0.2'], '10.0.2'],
  [['7.2.22', '7.2.18'], '7.2.18-7.2.22'],
  [['7.2.18', '7.2.22', '11.1.3'], '7.2.18-7.2.22, 11.1.3'],
  [['5.2.0', '10.0.2', '11.1.3'], '5.2.0, 10.0.2, 11.1.3'],
  [all, '5.2.0-11.1.3'],
  [[...all, ...all], '5.2.0-11.1.3'],
  [['9.0.0'], '9.0.0'],
];

test.for(sets)('%j is %s', ([versions, text]) => {
  expect(versionRanges(versions, [...all].reverse())).toBe(text);
});

const words: [string[], string][] = [
  [['5.2.0', '7.2.18', '7.2.22'], '7.2.22 and older'],
  [['10.0.2', '10.0.13', '11.1.3'], '10.0.2 and newer'],
  [['5.2.0'], '5.2.0'],
  [['11.1.3'], '11.1.3'],
  [['7.2.18', '7.2.22'], '7.2.18-7.2.22'],
  [['5.2.0', '7.2.22', '11.1.3'], '5.2.0, 7.2.22, 11.1.3'],
];

test.for(words)('%j is in words %s', ([versions, text]) => {
  expect(rangeInWords([...versions].reverse(), all)).toBe(text);
});
