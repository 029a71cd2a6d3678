import { expect, test } from 'vitest';
import { parseBanner } from './banner.ts';

const banners: [string, string][] = [
  ['qemu-img version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)', '7.2.22'],
  ['qemu-img version 6.2.0 (Debian 1:6.2+dfsg-2ubuntu6.31)', '6.2.0'],
  ['qemu-img version 10.2.2 (qemu-10.2.2-1.fc44)', '10.2.2'],
  ['qemu-img version 10.1.0 (qemu-kvm-10.1.0-17.el9_8.5)', '10.1.0'],
  ['qemu-img version 8.1', '8.1.0'],
  ['qemu-img version 8.1 (Debian 1:8.1.5+dfsg-1)', '8.1.0'],
  ['qemu-io version 5.2.0 (Debian 1:5.2+dfsg-11+deb11u5)', '5.2.0'],
  ['qemu-img version 11.1.50 (v11.1.0-123-gdeadbeef-dirty)', '11.1.50'],
  ['10.0.13', '10.0.13'],
  ['v9.0.1', '9.0.1'],
];

test.for(banners)('%s', ([line, version]) => {
  const rest = '\nCopyright (c) 2003-2022 Fabrice Bellard and the QEMU Project developers\n';
  expect(parseBanner(line + rest)).toEqual({ version, line });
});

test('the parentheses alone name no release', () => {
  expect(parseBanner('qemu-img (Debian 1:7.2+dfsg-7+deb12u18+b3)')).toBeUndefined();
});

test.for(['', '\n', 'usage: qemu-img [options]', 'qemu-img version unknown', '\nqemu-img version 7.2.0'])(
  '%j names no release',
  (text) => {
    expect(parseBanner(text)).toBeUndefined();
  },
);
