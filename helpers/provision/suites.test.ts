import { expect, test } from 'vitest';
import { isSecuritySuite, releasesOf } from './suites.ts';

const suites = (family: 'debian' | 'ubuntu', codename?: string) =>
  releasesOf(family, codename).flatMap((release) => release.suites);

test('Debian: the base comes before its pockets, rolling suites have none', () => {
  expect(suites('debian').join(' ')).toBe(
    'bullseye bullseye-updates bullseye-security bullseye-backports ' +
      'bookworm bookworm-updates bookworm-security bookworm-backports ' +
      'trixie trixie-updates trixie-security trixie-backports ' +
      'forky forky-updates forky-security forky-backports sid experimental',
  );
});

test('Ubuntu: from focal on, oldest first', () => {
  expect(releasesOf('ubuntu').map(({ base }) => base)).toEqual([
    'focal',
    'jammy',
    'noble',
    'plucky',
    'questing',
    'resolute',
  ]);
  expect(suites('ubuntu')).toContain('noble-security');
});

test('a host that is newer than the table is asked for too, once', () => {
  expect(suites('debian', 'duke')).toContain('duke-security');
  expect(releasesOf('debian', 'trixie')).toEqual(releasesOf('debian'));
});

test.each(['trixie-security', 'buster/updates'])('%s is in the security archive', (suite) => {
  expect(isSecuritySuite(suite)).toBe(true);
});

test.each(['trixie', 'trixie-updates', 'trixie-backports'])('%s is not', (suite) => {
  expect(isSecuritySuite(suite)).toBe(false);
});
