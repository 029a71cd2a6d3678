import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createCleartextMessage, generateKey, type PrivateKey, sign } from 'openpgp';
import { place } from './temporary.ts';

/** A package file, and what an index says of it. */
export interface Deb {
  readonly path: string;
  readonly control: string;
}

/** A key that signs archives: `armored` is its public part, as an archive hands it out. */
export interface ArchiveKey {
  readonly armored: string;
  readonly secret: PrivateKey;
}

/** What an archive says of one suite of it. */
export interface Published {
  /** as in a sources line; one that ends in `/` is a flat repository */
  readonly suite: string;
  readonly debs: readonly Deb[];
  /** packages of other components than main */
  readonly more?: Readonly<Record<string, readonly Deb[]>>;
  /** absent: the archive is not signed */
  readonly key?: ArchiveKey;
  /** more fields of its Release file */
  readonly fields?: string;
}

/** The architecture of this machine in dpkg's words. */
export const ARCHITECTURE = execFileSync('dpkg', ['--print-architecture'], { encoding: 'utf8' }).trim();

/** Makes a key of the kind that every gpgv and sqv knows. */
export async function makeArchiveKey(): Promise<ArchiveKey> {
  const { publicKey, privateKey } = await generateKey({
    type: 'ecc',
    curve: 'ed25519Legacy',
    userIDs: [{ name: 'a private archive' }],
    // Not of this second: a clock that is a little behind would call the key one of the future.
    date: new Date('2020-01-01'),
    format: 'object',
  });
  return { armored: publicKey.armor(), secret: privateKey };
}

/** Packs what is below `<folder>/<name>` as a package beside it. @param fields more of its control file */
export function makeDeb(folder: string, name: string, version: string, fields = ''): Deb {
  const control = `Package: ${name}
Version: ${version}
Architecture: ${ARCHITECTURE}
Maintainer: nobody <nobody@example.org>
Description: a package for a test
${fields}`;
  place(join(folder, name, 'DEBIAN/control'), control);
  const path = join(folder, `${name}_${version.replace(/^\d+:/, '')}_${ARCHITECTURE}.deb`);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', join(folder, name), path]);
  return { path, control };
}

/** Writes an archive with one more suite into a folder: the packages, their index, and its signed Release file. */
export async function publish(folder: string, published: Published): Promise<void> {
  const { suite, key, fields = '' } = published;
  const flat = suite.endsWith('/');
  const home = flat ? join(folder, suite) : join(folder, 'dists', suite);
  const components = Object.entries({ main: published.debs, ...published.more });
  const indexes = components.map(([component, debs]) => {
    const index = flat ? 'Packages' : `${component}/binary-${ARCHITECTURE}/Packages`;
    const packages = debs.map((deb) => stanzaOf(folder, deb)).join('\n');
    place(join(home, index), packages);
    return ` ${sha256(packages)} ${packages.length} ${index}\n`;
  });
  const release = `Origin: nobody
${flat ? '' : `Codename: ${suite}\n`}Date: ${new Date(Date.now() - 3_600_000).toUTCString()}
Architectures: ${ARCHITECTURE}
Components: ${components.map(([component]) => component).join(' ')}
${fields}SHA256:
${indexes.join('')}`;
  if (!key) place(join(home, 'Release'), release);
  else {
    const message = await createCleartextMessage({ text: release });
    place(join(home, 'InRelease'), await sign({ message, signingKeys: key.secret }));
  }
}

/** Copies a package into the archive. @returns its part of the index */
function stanzaOf(folder: string, { path, control }: Deb): string {
  const name = join('pool', basename(path));
  const target = join(folder, name);
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(path, target);
  return `${control}Filename: ${name}\nSize: ${statSync(path).size}\nSHA256: ${sha256(readFileSync(path))}\n`;
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
