import { readPlainBytes } from '../files/read-plain.ts';
import { sumOf } from './sums.ts';

/** The sum of what lies at a path; undefined where that is no file, or cannot be read. */
export function sumHere(path: string): string | undefined {
  try {
    const bytes = readPlainBytes(path);
    return bytes && sumOf(bytes);
  } catch {
    return undefined;
  }
}
