import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { errorLine } from '../text/error-line.ts';

/** What the files of a folder hold: name -> size in bytes and SHA-256 of the content. */
export type Contents = ReadonlyMap<string, { readonly size: number; readonly sha256: string }>;

/**
 * Reads the regular files of a folder.
 *
 * @param names of files that are read, where they are there; default: all
 */
export async function contentsOf(
  folder: string,
  names: Iterable<string> = readdirSync(folder).sort(),
): Promise<Contents> {
  const contents = new Map<string, { size: number; sha256: string }>();
  for (const name of names) {
    const path = join(folder, name);
    const state = statSync(path, { throwIfNoEntry: false });
    if (state?.isFile()) contents.set(name, { size: state.size, sha256: await sha256Of(path) });
  }
  return contents;
}

/** A file that a candidate has made unreadable is another than it was. */
async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  } catch (error) {
    return errorLine(error);
  }
  return hash.digest('hex');
}

/** The identity of an input: of the names and contents of its files, in whatever order. */
export function digestOf(contents: Contents): string {
  const lines = [...contents].map(([name, { sha256 }]) => `${sha256} ${name}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex');
}
