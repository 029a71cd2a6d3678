import { createHash } from 'node:crypto';
import { constants, lstatSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
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

/** All that is under a folder: of each entry its kind, permissions, owner and time, and what is in it. */
export function everything(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .sort()
      .map((name) => {
        const path = join(folder, name);
        const { mode, uid, gid, ino, mtimeNs } = lstatSync(path, { bigint: true });
        const kind = Number(mode) & constants.S_IFMT;
        const content =
          kind === constants.S_IFREG
            ? createHash('sha256').update(readFileSync(path)).digest('hex')
            : kind === constants.S_IFLNK
              ? readlinkSync(path)
              : '';
        return [name, `${Number(mode).toString(8)} ${uid}:${gid} ${ino} ${mtimeNs} ${content}`];
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
