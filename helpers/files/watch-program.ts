import { accessSync, constants, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { OneFolder } from './one-folder.ts';
import { sha256 } from './read.ts';
import type { Watch } from './watch-folders.ts';

/** How long a program is left alone that is being written, milliseconds. */
const SETTLES = 300;

/**
 * Calls back when a program is another and can be started again. What builds it may replace it, write into it, or remove
 * it for a while with the folder that it is in; or it is a link to what is built elsewhere. Keeps no process alive.
 */
export function watchProgram(path: string, changed: () => void): Watch {
  let known = contentOf(path);
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  const later = () => {
    clearTimeout(timer);
    if (!isClosed) timer = setTimeout(look, SETTLES).unref();
  };
  const look = () => {
    if (!follow()) return later();
    const content = contentOf(path);
    if (content === undefined) return later();
    if (content === known) return;
    known = content;
    changed();
  };
  const own = new OneFolder(later);
  const real = new OneFolder(later);
  /** @returns whether there is a folder, with something in it or behind a link */
  const follow = (): boolean => {
    const folder = dirname(path);
    const target = realFolderOf(path);
    real.follow(target === realPath(folder) ? undefined : target);
    return own.follow(folder) && target !== undefined;
  };
  if (!follow()) later();
  return {
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      own.close();
      real.close();
    },
  };
}

/** The folder that a program is really in; undefined where there is none, or a link leads nowhere. */
function realFolderOf(path: string): string | undefined {
  const real = realPath(path);
  return real === undefined ? undefined : dirname(real);
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** A hash of what can be started there; undefined where nothing can. */
function contentOf(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return sha256(path);
  } catch {
    return undefined;
  }
}
