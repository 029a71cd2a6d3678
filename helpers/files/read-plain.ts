import { readFileSync } from 'node:fs';
import { OUTPUT_LIMIT } from '../process/run.ts';
import { type Kind, kindOf, lstatIfThere } from './kind.ts';

/** Bytes that a file may have which is made of what programs print: that of a few steps. */
export const FILE_LIMIT = 4 * OUTPUT_LIMIT;

/** Why something is not read where a file belongs; undefined for a plain file. A pipe would never end. */
export function notPlain(kind: Kind, bytes: number): string | undefined {
  if (kind !== 'file') return `is a ${kind}, where a file belongs`;
  return bytes > FILE_LIMIT ? `has ${bytes} bytes, more than was ever recorded` : undefined;
}

/**
 * Bytes of a plain file; undefined where there is none.
 *
 * @throws where it is no plain file, too large, or cannot be read
 */
export function readPlainBytes(path: string): Buffer | undefined {
  const stat = lstatIfThere(path);
  if (!stat) return undefined;
  const problem = notPlain(kindOf(stat), stat.size);
  if (problem !== undefined) throw new Error(problem);
  return readFileSync(path);
}

/** The same as text. */
export function readPlain(path: string): string | undefined {
  return readPlainBytes(path)?.toString();
}
