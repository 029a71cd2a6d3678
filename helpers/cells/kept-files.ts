import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { stateOf } from '../files/look.ts';
import { spaceOf, spaceTaken } from '../files/room.ts';
import type { Workplace } from '../pipeline/workplace.ts';

/** How many failed cells of a suite leave their files to be looked at; a broken candidate fails thousands. */
const KEPT_AT_MOST = 20;
/** Bytes that they may take together, and the part of the file system. */
const BYTES_AT_MOST = 256 * 1024 ** 2;
const PART_AT_MOST = 1 / 8;

/** Workplaces of a suite's failed cells, which are moved out of the scratch directory instead of being removed. */
export class KeptFiles {
  readonly #folder: string;
  readonly #places = new Set<Workplace>();
  #bytes = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns where the files will be, or undefined where enough are kept already, or these are too large */
  add(place: Workplace): string | undefined {
    if (!this.#places.has(place) && !this.#hasRoomFor(place)) return undefined;
    this.#places.add(place);
    return join(this.#folder, basename(place.top), basename(place.work));
  }

  #hasRoomFor({ top }: Workplace): boolean {
    if (this.#places.size >= KEPT_AT_MOST || !stateOf(top)?.isDirectory()) return false;
    const bytes = this.#bytes + spaceTaken(top).bytes;
    if (bytes > Math.min(BYTES_AT_MOST, spaceOf(top).all.bytes * PART_AT_MOST)) return false;
    this.#bytes = bytes;
    return true;
  }

  /** Moves a workplace that is to be kept; any other, and one that cannot be moved, stays where it is, to be removed. */
  move(place: Workplace): void {
    if (!this.#places.has(place)) return;
    try {
      mkdirSync(this.#folder, { recursive: true });
      // A folder that is locked cannot be moved to another.
      chmodSync(place.top, 0o700);
      renameSync(place.top, join(this.#folder, basename(place.top)));
    } catch {
      // It is gone, or a program has made it immovable.
    }
  }
}
