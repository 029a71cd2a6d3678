import { expect, test } from 'vitest';
import { archiveLinesIn, parseArchiveLine } from './archive-line.ts';

const plain = { signedBy: [], architectures: [], options: {} };

test('a line is understood as apt does', () => {
  const options =
    '[ arch=amd64,arm64 signed-by=/keys/a.gpg,/keys/b.asc Check-Valid-Until=no check-date=no by-hash=yes ]';
  expect(
    parseArchiveLine(`  deb ${options} https://mirror.example/debian/ trixie main contrib # words`),
  ).toEqual({
    uri: 'https://mirror.example/debian/',
    suite: 'trixie',
    components: ['main', 'contrib'],
    signedBy: ['/keys/a.gpg', '/keys/b.asc'],
    architectures: ['amd64', 'arm64'],
    options: { 'Check-Valid-Until': 'no', 'Check-Date': 'no', 'By-Hash': 'yes' },
  });
});

test.for([
  ['deb file:/srv/packages ./', { ...plain, uri: 'file:/srv/packages', suite: './', components: [] }],
  [
    'deb http://[::1]:80/x a/b main',
    { ...plain, uri: 'http://[::1]:80/x', suite: 'a/b', components: ['main'] },
  ],
] as const)('%s', ([line, archive]) => {
  expect(parseArchiveLine(line)).toEqual(archive);
});

const form = "'deb [option=value ...] URI suite component ...'";

test.for([
  ['', `expected ${form}`],
  ['trixie', `expected ${form}`],
  ['deb http://mirror.example/debian', `expected ${form}`],
  ['deb /srv/packages trixie main', `expected ${form}`],
  ['deb http://mirror.example/debian trixie', `there is no component, e.g. main; expected ${form}`],
  [
    'deb-src http://mirror.example/debian trixie main',
    `only packages are taken, so it begins with deb: ${form}`,
  ],
  ['deb http://mirror.example/debian ./ main', './ is a flat repository, which has no components'],
  [
    'deb cdrom:[Debian]/ trixie main',
    'a cdrom is no archive that can be asked; name the folder that it is mounted on',
  ],
  [
    'deb [trusted=yes] http://mirror.example/debian trixie main',
    "trusted turns verification off, which stays on; give the archive's key with --keyring FILE",
  ],
  [
    'deb [allow-insecure=yes] http://mirror.example/debian trixie main',
    "allow-insecure turns verification off, which stays on; give the archive's key with --keyring FILE",
  ],
  [
    'deb [lang=en] http://mirror.example/debian trixie main',
    'option lang=en; there are signed-by, arch, check-valid-until, check-date, by-hash, each as name=value',
  ],
])('%s is one line', ([line, reason]) => {
  expect(() => parseArchiveLine(line ?? '')).toThrow(new Error(`--archive '${line}': ${reason}`));
});

test('a file of lines is taken line by line, without comments; a value without any line is told', () => {
  const text =
    '# dates\ndeb http://a.example/ x main # one\r\n\n  # deb none\n deb http://b.example/ y main\n';
  expect(archiveLinesIn(text).map((line) => parseArchiveLine(line))).toMatchObject([
    { uri: 'http://a.example/', suite: 'x', components: ['main'] },
    { uri: 'http://b.example/', suite: 'y', components: ['main'] },
  ]);
  expect(archiveLinesIn('')).toEqual(['']);
});
