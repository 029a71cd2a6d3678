import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Workplace } from '../pipeline/workplace.ts';

/** How many failed cells of a suite leave their files to be looked at; a broken candidate fails thousands. */
const KEPT_AT_MOST = 20;

let kept = 0;

/** Workplaces of failed cells, moved out of the scratch directory when their row is closed. */
export class KeptFiles {
  readonly #folder: string;
  readonly #places = new Set<Workplace>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** @returns where the files will be, or undefined where enough are kept already */
  add(place: Workplace): string | undefined {
    if (!this.#places.has(place)) {
      if (kept >= KEPT_AT_MOST) return undefined;
      kept++;
      this.#places.add(place);
    }
    return join(this.#folder, basename(place.top), basename(place.work));
  }

  /** Moves them; what is not in here may be removed after. */
  move(): void {
    for (const place of this.#places) {
      mkdirSync(this.#folder, { recursive: true });
      renameSync(place.top, join(this.#folder, basename(place.top)));
    }
    this.#places.clear();
  }
}
