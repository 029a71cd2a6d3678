import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { OUTPUT_LIMIT } from '../process/run.ts';
import { type Kind, kindOf, lstatIfThere } from './kind.ts';

/** Bytes that a file may have which is made of what programs print: that of a few steps. */
export const FILE_LIMIT = 4 * OUTPUT_LIMIT;

/** Why something is not read where a file belongs; undefined for a plain file. A pipe would never end. */
export function notPlain(kind: Kind, bytes: number): string | undefined {
  if (kind !== 'file') return `is a ${kind}, where a file belongs`;
  return bytes > FILE_LIMIT ? `has ${bytes} bytes, more than was ever recorded` : undefined;
}

/** Does not follow a link, nor wait for who writes to a pipe. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Bytes of a plain file; undefined where there is none.
 *
 * @throws where it is no plain file, too large, or cannot be read
 */
export function readPlainBytes(path: string): Buffer | undefined {
  const file = openIfThere(path);
  if (file === undefined) return undefined;
  try {
    const stat = fstatSync(file);
    const problem = notPlain(kindOf(stat), stat.size);
    if (problem !== undefined) throw new Error(problem);
    const bytes = Buffer.allocUnsafe(stat.size);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function openIfThere(path: string): number | undefined {
  try {
    return openSync(path, READ);
  } catch (error) {
    const stat = lstatIfThere(path);
    const problem = stat && notPlain(kindOf(stat), stat.size);
    if (problem !== undefined) throw new Error(problem);
    if (!stat) return undefined;
    throw error;
  }
}

/** The same as text. */
export function readPlain(path: string): string | undefined {
  return readPlainBytes(path)?.toString();
}
