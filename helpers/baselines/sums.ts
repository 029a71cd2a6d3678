import { join } from 'node:path';
import { sha256 } from '../files/read.ts';

/** Text of SHA256SUMS over the given files, in the format of `sha256sum`. Paths are relative to `folder`. */
export function composeSums(folder: string, files: readonly string[]): string {
  return files.map((file) => `${sha256(join(folder, file))}  ${file}\n`).join('');
}

export function parseSums(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}
