import { expect, test } from 'vitest';
import { notInstalled, notPlayed, withoutBaselines } from './unmatched.ts';

const installed = ['7.2.0', '8.0.0', '8.1.0', '9.0.0', '99.0.0'];

test('releases without baselines are told by what becomes of them, as ranges', () => {
  const recorded = ['7.2.0', '9.0.0'];
  expect(withoutBaselines({ installed, recorded }, true)).toEqual([
    '8.0.0-8.1.0 are installed without baselines, judged by those of 7.2.0; npx vitest -u records them',
    '99.0.0 is installed without baselines, judged by those of 9.0.0; npx vitest -u records it',
  ]);
  expect(withoutBaselines({ installed, recorded }, false)).toEqual([
    '8.0.0-8.1.0, 99.0.0 are installed without baselines; npx vitest -u records them',
  ]);
  expect(withoutBaselines({ installed, recorded: installed }, true)).toEqual([]);
  expect(withoutBaselines({ installed: ['8.0.0'], recorded: [] }, true)).toEqual([
    '8.0.0 is installed without baselines; npx vitest -u records it',
  ]);
});

test('releases with baselines that are not installed are one line', () => {
  const recorded = ['5.2.0', '6.0.0', '7.2.0', '8.1.0', '10.0.0'];
  expect(notPlayed({ installed, recorded }, undefined)).toEqual([
    'not installed, so their baselines are audited and not played: 5.2.0-6.0.0, 10.0.0 (3)',
  ]);
  expect(notPlayed({ installed, recorded: ['8.0.0'] }, undefined)).toEqual([]);
});

test('of releases that were not chosen nothing is said', () => {
  const recorded = ['5.2.0', '6.0.0', '8.0.0'];
  expect(notPlayed({ installed, recorded }, '8.0')).toEqual([]);
  expect(notPlayed({ installed, recorded }, '6-8')).toEqual([
    'not installed, so their baselines are audited and not played: 6.0.0 (1)',
  ]);
  // Who is to say what was meant is whoever reads the setting.
  expect(notPlayed({ installed, recorded }, '99')).toEqual([]);
});

test('a release that is recorded, and that a run would have to play, is told as such', () => {
  const known = notInstalled(['5.2.0'], 'so it goes');
  expect(known('5.2')).toBe('is recorded, but not installed, and so it goes');
  expect(known('6')).toBeUndefined();
});
