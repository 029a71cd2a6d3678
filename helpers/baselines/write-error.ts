import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';

/** What keeps every file from being written below a folder, in words. */
const OF_ALL: Readonly<Record<string, (folder: string) => string>> = {
  ENOSPC: (folder) => `no space left in ${folder}`,
  EDQUOT: (folder) => `the quota for ${folder} is used up`,
  EROFS: (folder) => `${folder} is on a read-only file system`,
};

/** A file of the baselines that cannot be written: one line with what, why and where. */
export class WriteError extends UsageError {
  // Private, since whoever prints an error prints its fields too.
  readonly #ofAll: string | undefined;

  /** @param folder in which it was to be written */
  constructor(what: string, error: unknown, folder: string) {
    const ofAll = OF_ALL[codeOf(error) ?? '']?.(folder);
    super(`${what}: ${ofAll ?? errorLine(error)}`);
    this.#ofAll = ofAll;
  }

  /** why nothing at all can be written there, if that is so */
  get ofAll(): string | undefined {
    return this.#ofAll;
  }
}

/** The system's code of an error: `ENOSPC`. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
