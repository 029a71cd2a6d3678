import { type BigIntStats, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { bytesOf, nameOf } from './entries.ts';
import { type Kind, kindOf } from './kind.ts';

/** What lies at a path, a link itself and not what it leads to; undefined where nothing does, or nobody may see it. */
export function stateOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(bytesOf(path), { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/**
 * The names in a folder, as `nameOf` writes them, so that each leads to what it names; none where it is no folder (a link
 * to one is none) or cannot be read.
 */
export function namesIn(folder: string): string[] {
  try {
    const path = bytesOf(folder);
    return lstatSync(path).isDirectory() ? readdirSync(path, { encoding: 'buffer' }).map(nameOf) : [];
  } catch {
    return [];
  }
}

/** What the owner of a folder needs to read and change it. */
const OWNERS = 0o700n;

/** Whether a state is of a folder that its owner can use; whom else it lets in is not asked. */
export function isOpenFolder(state: BigIntStats | undefined): boolean {
  return state?.isDirectory() === true && (state.mode & OWNERS) === OWNERS;
}

/** The stamp of nothing. */
export const GONE = 'gone';

/** What tells, without reading it, that a file may hold something else: utimes(2) cannot set the time of change. */
export function stampOf(path: string): string {
  const state = stateOf(path);
  return state ? `${state.ino} ${state.size} ${state.mtimeNs} ${state.ctimeNs} ${state.mode}` : GONE;
}

/** What kind of thing a state is of, in words: `a file`, `a link to /etc`. */
export function kindInWords(state: BigIntStats, path: string): string {
  const kind = kindOf(state);
  return kind === 'link' ? `a link to ${targetOf(path)}` : WORDS[kind];
}

const WORDS: Readonly<Record<Exclude<Kind, 'link'>, string>> = {
  file: 'a file',
  folder: 'a folder',
  'named pipe': 'a fifo',
  socket: 'a socket',
  device: 'a device',
};

function targetOf(link: string): string {
  try {
    return nameOf(readlinkSync(bytesOf(link), { encoding: 'buffer' }));
  } catch {
    return 'somewhere';
  }
}
