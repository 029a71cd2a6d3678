import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unarmor } from 'openpgp';
import { expect, test } from 'vitest';
import { makeArchiveKey } from '../testing/apt-archive.ts';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { signedByIn } from './archive-keys.ts';

test('keys are copied under the ending that apt goes by, whatever they are called; fingerprints stay', async () => {
  const folder = temporaryFolder();
  const { armored } = await makeArchiveKey();
  const asText = place(join(folder, 'company.key'), `a comment\n${armored}`);
  const asBytes = join(folder, 'company.asc');
  writeFileSync(asBytes, await bytesOf(armored));
  const fingerprint = '0123456789ABCDEF0123456789ABCDEF01234567';
  const signedBy = signedByIn(folder);
  const value = await signedBy([asText, asBytes, fingerprint]);
  expect(value).toBe(`${join(folder, 'key-0.asc')} ${join(folder, 'key-1.gpg')} ${fingerprint}`);
  expect(readFileSync(join(folder, 'key-1.gpg')).equals(readFileSync(asBytes))).toBe(true);
  expect(await signedBy([asBytes])).toBe(join(folder, 'key-1.gpg'));
});

test('what is no key is one line', async () => {
  const folder = temporaryFolder();
  const signedBy = signedByIn(folder);
  await expect(signedBy([join(folder, 'none')])).rejects.toThrow(/^key .*\/none: there is no such file$/);
  await expect(signedBy([folder])).rejects.toThrow(`key ${folder}: it is a folder; name a file in it`);
  const text = place(join(folder, 'text'), 'words');
  await expect(signedBy([text])).rejects.toThrow(
    /text: no OpenPGP public key, armored or binary; gpg --export/,
  );
  const secret = place(join(folder, 'secret'), '-----BEGIN PGP PRIVATE KEY BLOCK-----');
  await expect(signedBy([secret])).rejects.toThrow(/secret: no OpenPGP public key/);
});

test('a folder whose name apt would take apart is told', async () => {
  const folder = join(temporaryFolder(), 'a b');
  mkdirSync(folder);
  const key = place(join(folder, 'key'), (await makeArchiveKey()).armored);
  await expect(signedByIn(folder)([key])).rejects.toThrow(
    /^apt takes no key from .*a b, .*; move the folder$/,
  );
});

async function bytesOf(armored: string): Promise<Uint8Array> {
  return (await unarmor(armored)).data as Uint8Array;
}
