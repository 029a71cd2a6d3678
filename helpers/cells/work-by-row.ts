import { rowKey } from '../pipeline/row.ts';
import type { Cell } from './cell.ts';
import type { Environment } from './environment.ts';
import { KeptFiles } from './kept-files.ts';
import { SharedWork } from './shared-work.ts';

/** Rows whose products lie in scratch at a time: the one being played and the one that it gives way to. */
const OPEN_ROWS = 2;

/** The shared work of each row, cleared some rows later: cells come row by row, and scratch space is bounded. */
export class WorkByRow {
  readonly #environment: Environment;
  readonly #kept: KeptFiles;
  readonly #open = new Map<string, { readonly work: SharedWork; active: number }>();

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#kept = new KeptFiles(environment.kept);
  }

  /** Lends out the work of a cell's row for as long as `use` takes; in a self-check, that of one of its releases. */
  async with<T>({ row, version }: Cell, use: (work: SharedWork) => Promise<T>): Promise<T> {
    const { selfCheck } = this.#environment;
    const key = selfCheck ? `${rowKey(row)} @ ${version}` : rowKey(row);
    const entry = this.#open.get(key) ?? { work: new SharedWork(this.#environment, this.#kept), active: 0 };
    this.#open.set(key, entry);
    entry.active++;
    try {
      return await use(entry.work);
    } finally {
      entry.active--;
      // References share nothing with each other, and an empty vhdx of one alone takes 64 MiB.
      this.#clearOldest(selfCheck ? 0 : OPEN_ROWS);
    }
  }

  close(): void {
    for (const { work } of this.#open.values()) work.clear();
    this.#open.clear();
  }

  #clearOldest(open: number): void {
    for (const [key, { work, active }] of this.#open) {
      if (this.#open.size <= open) return;
      if (active > 0) continue;
      work.clear();
      this.#open.delete(key);
    }
  }
}
