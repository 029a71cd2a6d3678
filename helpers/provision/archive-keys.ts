import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';

const FINGERPRINT = /^(?:0x)?[0-9A-F]{40}!?$/i;
const ARMORED = '-----BEGIN PGP PUBLIC KEY BLOCK-----';

/** First bytes of a public key packet (RFC 9580, 4.2): the old format with a length of 1, 2 and 4 bytes, and the new. */
const BINARY = [0x98, 0x99, 0x9a, 0xc6];

/** Why a key file cannot be read, by the system's code. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'it may not be read',
};

/** Makes the value of `Signed-By` out of key files and fingerprints. @throws Error with one line where a file cannot be used */
export type SignedByOf = (keys: readonly string[]) => Promise<string>;

/**
 * Files are copied, since apt goes by the ending of the name: an armored key that is not called .asc is ignored without
 * a word.
 *
 * @param folder where the copies go, each once
 */
export function signedByIn(folder: string): SignedByOf {
  const copies = new Map<string, Promise<string>>();
  const fieldOf = (key: string): Promise<string> | string => {
    if (FINGERPRINT.test(key)) return key;
    const copy = copies.get(key) ?? copyOf(key, join(folder, `key-${copies.size}`));
    copies.set(key, copy);
    return copy;
  };
  return async (keys) => (await Promise.all(keys.map(fieldOf))).join(' ');
}

async function copyOf(file: string, target: string): Promise<string> {
  const key = await readFile(resolve(file)).catch((error: NodeJS.ErrnoException) => {
    throw new Error(`key ${file}: ${UNREADABLE[error.code ?? ''] ?? error.code}`);
  });
  const copy = target + extensionOf(key, file);
  if (/[\s,]/.test(copy))
    throw new Error(
      `apt takes no key from ${dirname(copy)}, for the blank or comma in its name; move the folder`,
    );
  await writeFile(copy, key);
  return copy;
}

function extensionOf(key: Buffer, file: string): string {
  if (key.includes(ARMORED)) return '.asc';
  if (BINARY.includes(key[0] ?? 0)) return '.gpg';
  const advice = `gpg --export --armor KEY > ${basename(file)}.asc makes one`;
  throw new Error(`key ${file}: no OpenPGP public key, armored or binary; ${advice}`);
}
