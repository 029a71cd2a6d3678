import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Puts a text into place as a whole: written under a temporary name, then renamed. Who reads the file finds the old
 * text or the new one. A failure leaves the old text and no temporary file.
 *
 * @param temporary on the same file system as `path`; its folder exists
 * @throws the system's error
 */
export function writeAtomically(path: string, text: string, temporary = temporaryName(path)): void {
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, path);
  } catch (error) {
    discard(temporary);
    throw error;
  }
}

/**
 * The same for several texts that belong together, by their paths: none is put into place before all are written.
 *
 * @throws the system's error
 */
export function writeTogether(texts: Readonly<Record<string, string>>): void {
  const files = Object.entries(texts).map(([path, text]) => ({ path, text, temporary: temporaryName(path) }));
  try {
    for (const { temporary, text } of files) writeFileSync(temporary, text);
    for (const { temporary, path } of files) renameSync(temporary, path);
  } catch (error) {
    for (const { temporary } of files) discard(temporary);
    throw error;
  }
}

/**
 * The same for content that takes its time.
 *
 * @param fill writes the temporary file, and says something about what it has written
 * @param accept whether the file is to be put into place after all; if not, it goes
 * @returns what `fill` has said
 */
export async function fillAtomically<Result>(
  path: string,
  fill: (temporary: string) => Promise<Result>,
  accept: (result: Result) => boolean = () => true,
  temporary = temporaryName(path),
): Promise<Result> {
  try {
    const result = await fill(temporary);
    if (accept(result)) renameSync(temporary, path);
    return result;
  } finally {
    discard(temporary);
  }
}

/** Beside the file, so that it is on the same file system. */
function temporaryName(path: string): string {
  return `${path}.${randomUUID()}.part`;
}

/** Removes a temporary file, if it is there. Where that fails there is an error to tell already. */
export function discard(temporary: string): void {
  try {
    rmSync(temporary, { force: true });
  } catch {
    // for instance a path that leads through a file
  }
}
