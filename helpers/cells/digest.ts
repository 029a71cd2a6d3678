import { createHash } from 'node:crypto';
import { createReadStream, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** SHA-256 over the names and contents of the files of a folder: the identity of an input. */
export async function contentDigest(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    hash.update(`${name}\n${lstatSync(path).size}\n`);
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash, { end: false });
  }
  return hash.digest('hex');
}

/** What tells that a file of a folder was changed, replaced, removed or added, without reading any. */
export function stateOf(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder).map((name) => {
      const { ino, size, mtimeNs, mode } = lstatSync(join(folder, name), { bigint: true });
      return [name, `${ino} ${size} ${mtimeNs} ${mode}`];
    }),
  );
}

/** Names of files that differ between two states. */
export function changedFiles(before: Map<string, string>, after: Map<string, string>): string[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}
