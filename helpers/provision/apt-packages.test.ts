import { expect, test } from 'vitest';
import { parseFailure, parseUnmet, parseUris, shortened } from './apt-packages.ts';

test('--print-uris: with and without a hash', () => {
  const text = `'http://mirror.example/a_1%3a2_amd64.deb' a_1%3a2_amd64.deb 37596 MD5Sum:00
'http://mirror.example/b.deb' b.deb 5 \n`;
  expect(parseUris(text)).toEqual([
    { file: 'a_1%3a2_amd64.deb', bytes: 37596 },
    { file: 'b.deb', bytes: 5 },
  ]);
});

test('what is not there comes before what lacks it', () => {
  const text = `The following packages have unmet dependencies:
 qemu-utils : Depends: libaio1 (>= 0.3.93) but it is not installable
              PreDepends: libc6 (>= 2.34) but 2.31-1 is to be installed
              Depends: libfuse3-3 but it is not going to be installed
E: Unable to correct problems, you have held broken packages.`;
  expect(parseUnmet(text)).toEqual(['libaio1', 'libc6']);
  expect(parseUnmet(' a : Depends: b but it is not going to be installed')).toEqual(['b']);
});

test('what is not there, in the words of apt 3', () => {
  const text = `E: Unable to satisfy dependencies. Reached two conflicting assignments:
   1. qemu-utils:amd64=1:10.0.2 is selected for install
   2. qemu-utils:amd64 Depends libaio1t64 (>= 0.3.93)
      but none of the choices are installable:
      [no choices]`;
  expect(parseUnmet(text)).toEqual(['libaio1t64']);
});

test('many names are a few and a number', () => {
  expect(shortened(['a', 'b', 'c'])).toBe('a, b, c');
  expect(shortened(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});

test.each([
  [
    'a_1%2b2_all.deb  404  Not Found',
    'a_1+2_all.deb cannot be fetched: 404  Not Found; try again later, or with another mirror',
  ],
  [
    'a.deb  Hash Sum mismatch',
    'a.deb is not the file that the signed index means (Hash Sum mismatch); the archive has to be put right',
  ],
])('a download that fails: %s', (text, reason) => {
  const stderr = `E: Failed to fetch http://mirror.example/pool/${text}\n   Hashes of expected file:\nE: Some files failed to download`;
  expect(parseFailure(stderr)).toBe(reason);
});
