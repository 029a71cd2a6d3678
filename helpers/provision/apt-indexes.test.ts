import { expect, test } from 'vitest';
import { parseMadison, refusal } from './apt-indexes.ts';

test('madison: versions by suite, the highest of each', () => {
  const text = `
qemu-utils | 1:7.2+dfsg-7+deb12u18+b3 | http://mirror.example/debian bookworm/main amd64 Packages
qemu-utils | 1:7.2+dfsg-7+deb12u15 | http://mirror.example/security bookworm-security/main amd64 Packages
qemu-utils | 1:7.2+dfsg-7 | http://mirror.example/debian bookworm/main amd64 Packages
qemu-utils |      7.0-1 | http://mirror.example/debian trixie/contrib amd64 Packages
      qemu | 1:7.2+dfsg-7 | http://mirror.example/debian bookworm/main Sources
`;
  expect([...parseMadison(text)]).toEqual([
    ['bookworm', '1:7.2+dfsg-7+deb12u18+b3'],
    ['bookworm-security', '1:7.2+dfsg-7+deb12u15'],
    ['trixie', '7.0-1'],
  ]);
});

const uri = 'http://mirror.example/debian';

test.each([
  [
    '404',
    `Ign:3 ${uri} x-backports InRelease
Err:5 ${uri} x-backports Release
  404  Not Found [IP: 192.0.2.1 80]
E: The repository '${uri} x-backports Release' does not have a Release file.`,
    'the mirror does not have it',
  ],
  [
    'no network',
    `Err:1 ${uri} x-backports InRelease
  Temporary failure resolving 'mirror.example'
W: Failed to fetch ${uri}/dists/x-backports/InRelease  Temporary failure resolving 'mirror.example'`,
    "Temporary failure resolving 'mirror.example'",
  ],
  [
    'unknown key',
    `Err:1 ${uri} x-backports InRelease
  The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 6ED0E7B8
W: GPG error: ${uri} x-backports InRelease: the public key is not available: NO_PUBKEY 6ED0E7B8
E: The repository '${uri} x-backports InRelease' is not signed.`,
    "its signature cannot be verified with this host's keys (public key is not available)",
  ],
  [
    'no packages',
    `Get:2 ${uri} x-backports InRelease [45.1 kB]\nErr:9 ${uri} x Release\n  404  Not Found`,
    'empty',
  ],
  ['nothing said', '', 'the last line of apt'],
])('why a suite is not there: %s', (_name, output, reason) => {
  expect(refusal('x-backports', output, 'the last line of apt')).toBe(reason);
});
