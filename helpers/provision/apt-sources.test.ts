import { expect, test } from 'vitest';
import { chooseArchives, parseDeb822, parseOneLine, type Source } from './apt-sources.ts';

test('one-line entries: options, comments, what is no binary mirror', () => {
  const text = `
# deb http://commented.example/debian trixie main
deb http://mirror.example/debian trixie main contrib # trailing words
deb [arch=amd64 by-hash=no signed-by=/usr/share/keyrings/a.gpg trusted=yes] https://mirror.example/debian trixie-updates main
deb-src http://mirror.example/debian trixie main
deb cdrom:[Debian GNU/Linux 13 _Trixie_]/ trixie main
deb http://[::1]:80/debian sid main
deb mirror+file:/etc/apt/mirrors.txt noble main
`;
  expect(parseOneLine(text)).toEqual([
    { uri: 'http://mirror.example/debian', suites: ['trixie'], components: ['main', 'contrib'], options: {} },
    {
      uri: 'https://mirror.example/debian',
      suites: ['trixie-updates'],
      components: ['main'],
      options: { 'Signed-By': '/usr/share/keyrings/a.gpg', 'By-Hash': 'no' },
    },
    { uri: 'http://[::1]:80/debian', suites: ['sid'], components: ['main'], options: {} },
    { uri: 'mirror+file:/etc/apt/mirrors.txt', suites: ['noble'], components: ['main'], options: {} },
  ]);
});

test('deb822 stanzas: several suites, inline key, disabled, source-only', () => {
  const text = `# first line
Types: deb deb-src
URIs: http://mirror.example/debian/
# a comment does not end a stanza
Suites: trixie trixie-updates
Components: main
Signed-By:
 -----BEGIN PGP PUBLIC KEY BLOCK-----
 .
 abc
 -----END PGP PUBLIC KEY BLOCK-----
Check-Valid-Until: no

Enabled: no
Types: deb
URIs: http://disabled.example/
Suites: trixie
Components: main

Types: deb-src
URIs: http://source.example/
Suites: trixie
Components: main
`;
  expect(parseDeb822(text)).toEqual([
    {
      uri: 'http://mirror.example/debian/',
      suites: ['trixie', 'trixie-updates'],
      components: ['main'],
      options: {
        'Signed-By': '\n -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n abc\n -----END PGP PUBLIC KEY BLOCK-----',
        'Check-Valid-Until': 'no',
      },
    },
  ]);
});

const source = (uri: string, suites: string, components = 'main'): Source => {
  return { uri, suites: suites.split(' '), components: components.split(' '), options: {} };
};

test('the archive is told from third parties that use the same suite names', () => {
  const sources = [
    source('http://browser.example', 'stable'),
    source('http://tools.example', 'bookworm'),
    source('http://containers.example', 'bookworm', 'stable'),
    source('http://mirror.example/debian', 'bookworm bookworm-updates', 'main contrib'),
    source('http://mirror.example/security', 'bookworm-security'),
  ];
  const chosen = chooseArchives(sources, 'debian', 'bookworm');
  expect(chosen?.main.uri).toBe('http://mirror.example/debian');
  expect(chosen?.security.uri).toBe('http://mirror.example/security');
});

test('without a security archive of its own the main one is asked', () => {
  const chosen = chooseArchives([source('http://mirror.example/debian', 'sid')], 'debian');
  expect(chosen?.security.uri).toBe('http://mirror.example/debian');
});

test.each(['unstable', 'testing', 'stable'])('a host that follows %s is understood', (suite) => {
  expect(chooseArchives([source('http://mirror.example/debian', suite)], 'debian')?.main.suites).toEqual([
    suite,
  ]);
});

test('a code name outranks an alias', () => {
  const sources = [
    source('http://browser.example', 'stable'),
    source('http://mirror.example/debian', 'trixie'),
  ];
  expect(chooseArchives(sources, 'debian')?.main.uri).toBe('http://mirror.example/debian');
});

test('sources of another family are no archive', () => {
  expect(chooseArchives([source('http://mirror.example/ubuntu', 'noble')], 'debian')).toBeUndefined();
});
