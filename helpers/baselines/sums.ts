import { join } from 'node:path';
import { readIfThere, sha256 } from '../files/read.ts';
import { DERIVED } from './layout.ts';

/** Text of SHA256SUMS over the given files, in the format of `sha256sum`. Paths are relative to `folder`. */
export function composeSums(folder: string, files: readonly string[]): string {
  return files.map((file) => `${sha256(join(folder, file))}  ${file}\n`).join('');
}

export function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** The sums that were written when a type was last recorded; none where there is no such file. */
export function readSums(folder: string): Map<string, string> {
  return parseSums(readIfThere(join(folder, DERIVED.sums)) ?? '');
}
