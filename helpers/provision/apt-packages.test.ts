import { expect, test } from 'vitest';
import { parseUris } from './apt-packages.ts';

test('--print-uris: with and without a hash', () => {
  const text = `'http://mirror.example/a_1%3a2_amd64.deb' a_1%3a2_amd64.deb 37596 MD5Sum:00
'http://mirror.example/b.deb' b.deb 5 \n`;
  expect(parseUris(text)).toEqual([
    { file: 'a_1%3a2_amd64.deb', bytes: 37596 },
    { file: 'b.deb', bytes: 5 },
  ]);
});
