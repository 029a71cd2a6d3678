import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file under a folder, relative to it, with its content; none where there is no folder. */
export function contents(folder: string): Record<string, string> {
  return Object.fromEntries(files(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/**
 * Every file under a folder with what changes when it is written, even with the same bytes: a file that was replaced
 * has another inode, one that was written in place another time.
 */
export function states(folder: string): Record<string, string> {
  return Object.fromEntries(
    files(folder).map((name) => {
      const { ino, mtimeNs, size } = statSync(join(folder, name), { bigint: true });
      return [name, `${ino} ${mtimeNs} ${size}`];
    }),
  );
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .sort();
  } catch {
    return [];
  }
}
