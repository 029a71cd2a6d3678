import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere } from '../files/read.ts';
import { DERIVED } from './layout.ts';

/** Text of SHA256SUMS over the given files, in the format of `sha256sum`. Paths are relative to the type's folder. */
export function composeSums(files: readonly string[], bytes: (file: string) => Buffer): string {
  return files.map((file) => `${sumOf(bytes(file))}  ${file}\n`).join('');
}

export function sumOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** The sums that were written when a type was last recorded; none where there is no such file. */
export function readSums(folder: string): Map<string, string> {
  return parseSums(readIfThere(join(folder, DERIVED.sums)) ?? '');
}
