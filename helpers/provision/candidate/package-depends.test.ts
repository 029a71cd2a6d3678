import { expect, test } from 'vitest';
import { parseDepends } from './package-depends.ts';

test('what is needed: alternatives, before installing, and who provides a virtual package', () => {
  const text = `virtualbox
  Depends: libc6
  PreDepends: dpkg
 |Depends: virtualbox-dkms
  Depends: <virtualbox-modules>
    virtualbox-dkms
    virtualbox-module
  Depends: <python3:any>
    python3
libc6
  Depends: libgcc-s1
`;
  expect([...parseDepends(text)]).toEqual([
    ['virtualbox', ['libc6', 'dpkg', 'virtualbox-dkms', 'virtualbox-dkms', 'virtualbox-module', 'python3']],
    ['libc6', ['libgcc-s1']],
  ]);
});
