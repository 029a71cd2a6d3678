import { join } from 'node:path';
import { hostArch } from './host-arch.ts';

/** Name of the folder of candidates, beside those of the architectures that hold releases. */
const CANDIDATES = 'candidates';

/** Folder of all candidates that were fetched: `<binaries>/candidates`. */
export function candidatesFolder(binaries: string): string {
  return join(binaries, CANDIDATES);
}

/** Where a candidate that was fetched for this machine lies, by the name of its dialect; it need not be there. */
export function candidateProgram(binaries: string, name: string): string {
  return join(candidatesFolder(binaries), hostArch(), name, name);
}
