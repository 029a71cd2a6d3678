import { expect, test } from 'vitest';
import type { Source } from './apt-sources.ts';
import { parseMadison, parseUris, refusal, stanzas } from './private-apt.ts';

const main: Source = {
  uri: 'http://mirror.example/debian',
  suites: [],
  components: [],
  options: { 'Signed-By': '/keys/a.gpg' },
};
const security: Source = { ...main, uri: 'http://mirror.example/security', options: {} };

test('every suite has a stanza in the archive it belongs to, with the key of the host', () => {
  expect(stanzas({ main, security }, ['trixie', 'trixie-security'], 'deb', 'amd64')).toBe(`Types: deb
URIs: http://mirror.example/debian
Suites: trixie
Components: main
Targets: Packages
Architectures: amd64
Signed-By: /keys/a.gpg

Types: deb
URIs: http://mirror.example/security
Suites: trixie-security
Components: main
Targets: Packages
Architectures: amd64
`);
});

test('madison: versions by suite, the highest of each', () => {
  const text = `
qemu-utils | 1:7.2+dfsg-7+deb12u18+b3 | http://mirror.example/debian bookworm/main amd64 Packages
qemu-utils | 1:7.2+dfsg-7+deb12u15 | http://mirror.example/security bookworm-security/main amd64 Packages
qemu-utils | 1:7.2+dfsg-7 | http://mirror.example/debian bookworm/main amd64 Packages
      qemu | 1:7.2+dfsg-7 | http://mirror.example/debian bookworm/main Sources
`;
  expect([...parseMadison(text)]).toEqual([
    ['bookworm', '1:7.2+dfsg-7+deb12u18+b3'],
    ['bookworm-security', '1:7.2+dfsg-7+deb12u15'],
  ]);
});

test('--print-uris: with and without a hash', () => {
  const text = `'http://mirror.example/a_1%3a2_amd64.deb' a_1%3a2_amd64.deb 37596 MD5Sum:00
'http://mirror.example/b.deb' b.deb 5 \n`;
  expect(parseUris(text)).toEqual([
    { file: 'a_1%3a2_amd64.deb', bytes: 37596 },
    { file: 'b.deb', bytes: 5 },
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
