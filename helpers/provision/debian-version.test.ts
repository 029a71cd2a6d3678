import { expect, test } from 'vitest';
import { which } from '../process/which.ts';
import { compareDebian, upstreamOf } from './debian-version.ts';

test.each([
  ['1:10.0.13+ds-0+deb13u1', '10.0.13', true],
  ['1:11.1.3+ds-1~bpo13+1', '11.1.3', true],
  ['1:8.2.2+ds-0ubuntu1.10', '8.2.2', true],
  ['1:7.2+dfsg-7+deb12u18+b3', '7.2', false],
  ['1:6.2+dfsg-2ubuntu6.31', '6.2', false],
  ['1:11.2.0~rc1+ds-1', '', false],
])('%s', (packageVersion, number, exact) => {
  expect(upstreamOf(packageVersion)).toEqual({ number, exact });
});

test.skipIf((await which('dpkg')) === undefined)('versions are compared as dpkg does', () => {
  expect(compareDebian('1:11.1.3+ds-1~bpo13+1', '1:11.1.3+ds-1')).toBeLessThan(0);
  expect(compareDebian('1:11.1.3+ds-1', '1:11.1.3+ds-1~bpo13+1')).toBeGreaterThan(0);
  expect(compareDebian('1:11.1.3+ds-1', '1:11.1.3+ds-1')).toBe(0);
});
