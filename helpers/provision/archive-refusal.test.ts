import { expect, test } from 'vitest';
import { archiveRefusal } from './archive-refusal.ts';

const uri = 'https://mirror.example/debian';

test.for([
  [
    'a key that gpgv does not know',
    `Err:1 ${uri} x InRelease
  The following signatures couldn't be verified because the public key is not available: NO_PUBKEY F881F76FF9B2A997
E: The repository '${uri} x InRelease' is not signed.`,
    'it is signed with key F881F76FF9B2A997, which is none of the keys for it; --keyring FILE gives the right one',
  ],
  [
    'a key that sqv does not know',
    `Err:1 ${uri} x InRelease
  Sub-process /usr/bin/sqv returned an error code (1), error message is: Missing key 0123456789ABCDEF0123456789ABCDEF01234567, which is needed to verify signature.
E: The repository '${uri} x InRelease' is not signed.`,
    'it is signed with key 0123456789ABCDEF0123456789ABCDEF01234567, which is none of the keys for it; --keyring FILE gives the right one',
  ],
  [
    'a signature of something else',
    `Err:1 ${uri} x InRelease
  The following signatures were invalid: BADSIG F881F76FF9B2A997 a private archive
E: The repository '${uri} x InRelease' is not signed.`,
    'its signature is not valid (BADSIG F881F76FF9B2A997 a private archive); whoever keeps it has to sign it anew',
  ],
  [
    'nobody has signed it',
    `Ign:1 ${uri} x InRelease
Get:2 ${uri} x Release [206 B]
Ign:3 ${uri} x Release.gpg
E: The repository '${uri} x Release' is not signed.`,
    'it is not signed, and what nobody has signed is not installed; whoever keeps it has to sign it',
  ],
  [
    'a date that has passed',
    `Get:1 ${uri} x InRelease [629 B]
E: Release file for ${uri}/dists/x/InRelease is expired (invalid since 3d 4h). Updates for this repository will not be applied.`,
    'its Release file is expired (invalid since 3d 4h); [check-valid-until=no] takes one whose time has passed',
  ],
  [
    'a date that has not come',
    `Get:1 ${uri} x InRelease [629 B]
E: Release file for ${uri}/dists/x/InRelease is not valid yet (invalid for another 4h). Updates for this repository will not be applied.`,
    'its Release file is not valid yet (invalid for another 4h); set the clock, or [check-date=no] takes it as it is',
  ],
  [
    'no such suite',
    `Ign:1 ${uri} x InRelease
Err:2 ${uri} x Release
  404  Not Found [IP: 192.0.2.1 80]
E: The repository '${uri} x Release' does not have a Release file.`,
    'there is no such suite (404  Not Found [IP: 192.0.2.1 80]); look at its URI and suite',
  ],
  [
    'nobody listens',
    `Ign:1 ${uri} x InRelease
Err:1 ${uri} x InRelease
  Could not connect to 192.0.2.1:80 (192.0.2.1). - connect (111: Connection refused)
W: Failed to fetch ${uri}/dists/x/InRelease  Could not connect to 192.0.2.1:80`,
    'it cannot be fetched: Could not connect to 192.0.2.1:80 (192.0.2.1). - connect (111: Connection refused); look at its URI, and at the server',
  ],
  [
    'a server that lets nobody in',
    `Err:1 ${uri} x InRelease
  401  Unauthorized [IP: 192.0.2.1 80]
E: Failed to fetch ${uri}/dists/x/InRelease  401  Unauthorized [IP: 192.0.2.1 80]
E: The repository '${uri} x InRelease' is not signed.`,
    'it cannot be fetched: 401  Unauthorized [IP: 192.0.2.1 80]; look at its URI, and at the server',
  ],
  [
    'no such component',
    `Get:1 ${uri} x InRelease [585 B]
W: Skipping acquire of configured file 'contrib/binary-amd64/Packages' as repository '${uri} x InRelease' doesn't have the component 'contrib' (component misspelt in sources.list?)`,
    'it has no component contrib',
  ],
  ['something new', 'words', 'the last line of apt'],
])('%s', ([, output = '', reason]) => {
  expect(archiveRefusal(output, 'the last line of apt')).toBe(reason);
});
