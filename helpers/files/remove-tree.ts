import {
  chmodSync,
  type Dirent,
  lstatSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { errorLine } from '../text/error-line.ts';
import { plural } from '../text/plural.ts';
import { bytesOf } from './entries.ts';

/** Bytes of a path beyond which a folder is moved up before it is emptied: Linux takes paths of up to 4096. */
const LONG_PATH = 2048;

/** A folder that is still to be removed: with what is in it, or, once that is done, itself. */
interface Pending {
  readonly path: Buffer;
  readonly isEmptied: boolean;
}

/**
 * Removes a file, or a folder with all that is in it, whatever a program has done to it: locked folders are opened,
 * names may be any bytes, paths may be longer than the system takes. Links are removed, never followed. Synchronous, so
 * that it also serves on the way out of a process.
 *
 * @param path a name that is no UTF-8 as `nameOf` writes it
 * @returns what could not be removed, in one line; undefined where all is gone
 */
export function removeTree(path: string): string | undefined {
  try {
    rmSync(bytesOf(path), { recursive: true, force: true });
    return undefined;
  } catch {
    return removeLocked(path);
  }
}

function removeLocked(path: string): string | undefined {
  const problems: string[] = [];
  const attempt = (action: () => void) => {
    try {
      action();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') problems.push(errorLine(error));
    }
  };
  const top = bytesOf(path);
  const pending: Pending[] = [{ path: top, isEmptied: false }];
  let moved = 0;
  for (let next = pending.pop(); next; next = pending.pop()) {
    const folder = next.path;
    if (next.isEmptied) {
      attempt(() => rmdirSync(folder));
      continue;
    }
    pending.push({ path: folder, isEmptied: true });
    for (const entry of entriesOf(folder, attempt)) {
      const child = below(folder, entry.name);
      if (!entry.isDirectory()) {
        attempt(() => unlinkSync(child));
        continue;
      }
      if (child.length <= LONG_PATH) {
        pending.push({ path: child, isEmptied: false });
        continue;
      }
      const nearer = below(top, Buffer.from(`.moved-${process.pid}-${moved++}`));
      attempt(() => {
        unlock(child);
        renameSync(child, nearer);
        pending.push({ path: nearer, isEmptied: false });
      });
    }
  }
  if (lstatSync(top, { throwIfNoEntry: false }) === undefined) return undefined;
  const [first = `${path} is still there`] = problems;
  return problems.length > 1 ? `${first} (and ${plural(problems.length - 1, 'other')})` : first;
}

function entriesOf(folder: Buffer, attempt: (action: () => void) => void): Dirent<Buffer>[] {
  let entries: Dirent<Buffer>[] = [];
  attempt(() => {
    unlock(folder);
    entries = readdirSync(folder, { withFileTypes: true, encoding: 'buffer' });
  });
  return entries;
}

/** Lets its owner read and change a folder. Whose it is not may still be readable. */
function unlock(folder: Buffer): void {
  try {
    chmodSync(folder, 0o700);
  } catch {
    // told by what is tried next
  }
}

function below(folder: Buffer, name: Buffer): Buffer {
  return Buffer.concat([folder, Buffer.from('/'), name]);
}
