import { expect, test } from 'vitest';
import { stanzas } from './apt-root.ts';
import { entriesOf, type Source } from './apt-sources.ts';

const main: Source = {
  uri: 'http://mirror.example/debian',
  suites: [],
  components: [],
  options: { 'Signed-By': '/keys/a.gpg' },
};
const security: Source = { ...main, uri: 'http://mirror.example/security', options: {} };

test('every suite has a stanza in the archive it belongs to, with the key of the host', () => {
  const entries = entriesOf({ main, security }, ['trixie', 'trixie-security']);
  expect(stanzas(entries, 'deb', 'amd64')).toBe(`Types: deb
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

test('a flat repository has no components, and what lies in a folder is copied', () => {
  const entry = { uri: 'file:/srv/packages', suites: ['./'], components: [], options: {} };
  expect(stanzas([entry], 'deb')).toBe(
    'Types: deb\nURIs: copy:/srv/packages\nSuites: ./\nTargets: Packages\n',
  );
});
