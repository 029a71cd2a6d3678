import { expect, test } from 'vitest';
import { parseOsRelease } from './os-release.ts';

test.each([
  ['ID=debian\nVERSION_CODENAME=trixie\n', 'debian', 'trixie'],
  ['ID="ubuntu"\nID_LIKE=debian\nVERSION_CODENAME=noble\nUBUNTU_CODENAME=noble\n', 'ubuntu', 'noble'],
  [
    "ID=linuxmint\nID_LIKE='ubuntu debian'\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n",
    'ubuntu',
    'noble',
  ],
  ['ID=raspbian\nID_LIKE=debian\nVERSION_CODENAME=bookworm\n', 'debian', 'bookworm'],
  ['ID=debian\nPRETTY_NAME="Debian GNU/Linux sid"\n', 'debian', undefined],
  ['ID=fedora\nVERSION_CODENAME=""\n', undefined, undefined],
])('%j', (text, family, codename) => {
  expect(parseOsRelease(text)).toMatchObject({ family, codename });
});
