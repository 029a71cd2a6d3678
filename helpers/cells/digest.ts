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
