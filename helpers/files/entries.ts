import { accessSync, constants, readdirSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { errorLine } from '../text/error-line.ts';
import { type Kind, kindOf, lstatIfThere } from './kind.ts';

const { S_IFDIR, S_IFMT, S_IRUSR, S_IXUSR } = constants;

/** Something that lies below a folder. */
export interface Entry {
  /** relative to the folder; bytes of a name that are no UTF-8 are as `nameOf` writes them */
  readonly path: string;
  readonly kind: Kind;
  readonly bytes: number;
  /** why a file cannot be read, or a folder not be looked into */
  readonly closed?: string;
}

/**
 * Everything below a folder, dot files too, each folder before what it holds; links are told and not followed, but for
 * the folder itself. None where there is no folder.
 */
export function entriesUnder(folder: string): Entry[] {
  return entriesIn(folder).flatMap((entry) => {
    if (entry.kind !== 'folder' || entry.closed !== undefined) return [entry];
    const below = entriesUnder(join(folder, entry.path));
    return [entry, ...below.map((one) => ({ ...one, path: `${entry.path}/${one.path}` }))];
  });
}

/** The same, of what lies directly in a folder. */
export function entriesIn(folder: string): Entry[] {
  const names = namesIn(folder);
  return typeof names === 'string' ? [] : names.flatMap((name) => entryOf(folder, name));
}

function entryOf(folder: string, path: string): Entry[] {
  const at = join(folder, path);
  const stat = lstatIfThere(bytesOf(at));
  if (!stat) return [];
  const kind = kindOf(stat);
  const closed = isOpenToOwner(stat) ? undefined : whyClosed(at, kind);
  const bytes = kind === 'folder' ? 0 : stat.size;
  return [{ path, kind, bytes, ...(closed === undefined ? {} : { closed }) }];
}

const USER = process.getuid?.();

/** Whether the mode alone tells that we may read something, and look into it: asking takes as long as all else. */
function isOpenToOwner({ uid, mode }: Stats): boolean {
  const needed = (mode & S_IFMT) === S_IFDIR ? S_IRUSR | S_IXUSR : S_IRUSR;
  return uid === USER && (mode & needed) === needed;
}

/** Only files are read, and folders looked into. */
function whyClosed(path: string, kind: Kind): string | undefined {
  if (kind !== 'file' && kind !== 'folder') return undefined;
  try {
    accessSync(bytesOf(path), kind === 'file' ? constants.R_OK : constants.R_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return errorLine(error);
  }
}

/** Sorted names, or why they cannot be read. */
function namesIn(folder: string): string[] | string {
  try {
    return readdirSync(bytesOf(folder), { encoding: 'buffer' }).map(nameOf).sort();
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? [] : errorLine(error);
  }
}

/** First of the 256 code units that stand for bytes which are no UTF-8: halves of pairs, which no name can have. */
const LONE = 0xdc00;

/** A name as a string: as UTF-8 where it is that, else each of its bytes beyond ASCII as a lone surrogate. */
export function nameOf(bytes: Buffer): string {
  const text = bytes.toString();
  if (Buffer.from(text).equals(bytes)) return text;
  return [...bytes].map((byte) => String.fromCharCode(byte < 0x80 ? byte : LONE + byte)).join('');
}

/** The bytes of a path that `nameOf` has made names of. */
export function bytesOf(path: string): Buffer {
  if (!/[\udc80-\udcff]/.test(path)) return Buffer.from(path);
  const parts = [...path].map((character) => {
    const code = character.charCodeAt(0);
    const isByte = character.length === 1 && code >= LONE && code <= LONE + 0xff;
    return isByte ? Buffer.from([code - LONE]) : Buffer.from(character);
  });
  return Buffer.concat(parts);
}
