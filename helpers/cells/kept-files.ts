import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Workplace } from '../pipeline/workplace.ts';

/** How many failed cells of a suite leave their files to be looked at; a broken candidate fails thousands. */
const KEPT_AT_MOST = 20;

/** Workplaces of a suite's failed cells, which are moved out of the scratch directory instead of being removed. */
export class KeptFiles {
  readonly #folder: string;
  readonly #places = new Set<Workplace>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns where the files will be, or undefined where enough are kept already */
  add(place: Workplace): string | undefined {
    if (!this.#places.has(place) && this.#places.size >= KEPT_AT_MOST) return undefined;
    this.#places.add(place);
    return join(this.#folder, basename(place.top), basename(place.work));
  }

  /** Moves a workplace that is to be kept; any other stays where it is, to be removed. */
  move(place: Workplace): void {
    if (!this.#places.has(place)) return;
    mkdirSync(this.#folder, { recursive: true });
    renameSync(place.top, join(this.#folder, basename(place.top)));
  }
}
