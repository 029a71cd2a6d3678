import { expect, test } from 'vitest';
import { stanzas } from './apt-root.ts';
import type { Source } from './apt-sources.ts';

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
