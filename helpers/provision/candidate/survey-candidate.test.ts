import { expect, test } from 'vitest';
import { releasesOf } from '../suites.ts';
import { newestOf } from './survey-candidate.ts';

const versions = (of: Record<string, string>) => new Map(Object.entries(of));
const debian = releasesOf('debian');

test('the newest release counts, not the highest version', () => {
  const had = versions({ bookworm: '9', sid: '7.0-1', 'trixie-backports': '8' });
  expect(newestOf(debian, had)).toEqual({ base: 'sid', suite: 'sid', packageVersion: '7.0-1' });
});

test('of its suites the one with the highest version, and of equals the release itself', () => {
  const pockets = { trixie: '7.9-1', 'trixie-security': '7.9-1', 'trixie-backports': '7.10-1' };
  expect(newestOf(debian, versions(pockets))).toMatchObject({ base: 'trixie', suite: 'trixie-backports' });
  expect(newestOf(debian, versions({ ...pockets, 'trixie-backports': '7.9-1' }))?.suite).toBe('trixie');
});

test('where none has it there is none', () => {
  expect(newestOf(debian, versions({ elsewhere: '1' }))).toBeUndefined();
});
