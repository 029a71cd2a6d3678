import { type FSWatcher, lstatSync, watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorLine } from '../text/error-line.ts';

/** Folders that are watched, until that is ended. */
export interface Watch {
  close(): void;
}

export interface Listener {
  /** @param path of what is new, another or gone, as often as the kernel says so */
  changed(path: string): void;
  /** told once, where something cannot be watched: there is a limit to how many folders may be */
  unwatched(reason: string): void;
}

/**
 * Watches folders with all folders below them. The kernel is asked to watch folders only: what is in 2,600 folders are
 * 156,000 files, of which it would have as many watches (of 190,000 that a user may have on a small machine) and Node 700 MB.
 * Keeps no process alive.
 */
export function watchFolders(tops: readonly string[], listener: Listener): Watch {
  const watchers = new Map<string, FSWatcher>();
  let isClosed = false;
  const giveUp = (error: unknown) => {
    if (isClosed) return;
    close();
    listener.unwatched(errorLine(error));
  };
  const close = () => {
    isClosed = true;
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
  const enter = async (folder: string): Promise<void> => {
    if (isClosed) return;
    // A folder that was replaced is another to the kernel.
    watchers.get(folder)?.close();
    const watcher = watch(folder, { persistent: false }, (_, name) => {
      if (name === null) return;
      const path = join(folder, name);
      listener.changed(path);
      if (isFolder(path)) void enter(path).catch(leave(path));
    });
    watcher.on('error', () => {});
    watchers.set(folder, watcher);
    const entries = await readdir(folder, { withFileTypes: true });
    // One after another: this is beside a run.
    for (const entry of entries) {
      const below = join(folder, entry.name);
      if (entry.isDirectory()) await enter(below).catch(leave(below));
    }
  };
  /** Who is gone before it was entered is no trouble. */
  const leave = (folder: string) => (error: unknown) => {
    watchers.get(folder)?.close();
    watchers.delete(folder);
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') giveUp(error);
  };
  for (const top of tops) void enter(top).catch(leave(top));
  return { close };
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
