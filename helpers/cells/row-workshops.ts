import type { Row } from '../pipeline/row.ts';
import type { Bench } from './bench.ts';
import { rowKey } from './product.ts';
import { Workshop } from './workshop.ts';

/** Rows whose products lie in scratch at a time: the one being played and the one that it gives way to. */
const OPEN_ROWS = 2;

/** One workshop per row, closed some rows later: cells come row by row, and scratch space is bounded. */
export class RowWorkshops {
  readonly #bench: Bench;
  readonly #open = new Map<string, { readonly workshop: Workshop; active: number }>();

  constructor(bench: Bench) {
    this.#bench = bench;
  }

  /** Lends out the workshop of a row for as long as `use` takes; in a self-check, that of one of its releases. */
  async with<T>(row: Row, version: string, use: (workshop: Workshop) => Promise<T>): Promise<T> {
    const key = this.#bench.selfCheck ? `${rowKey(row)} @ ${version}` : rowKey(row);
    const entry = this.#open.get(key) ?? { workshop: new Workshop(this.#bench), active: 0 };
    this.#open.set(key, entry);
    entry.active++;
    try {
      return await use(entry.workshop);
    } finally {
      entry.active--;
      // References share nothing with each other, and an empty vhdx of one alone takes 64 MiB.
      this.#closeOldest(this.#bench.selfCheck ? 0 : OPEN_ROWS);
    }
  }

  close(): void {
    for (const { workshop } of this.#open.values()) workshop.clear();
    this.#open.clear();
  }

  #closeOldest(open: number): void {
    for (const [key, { workshop, active }] of this.#open) {
      if (this.#open.size <= open) return;
      if (active > 0) continue;
      workshop.clear();
      this.#open.delete(key);
    }
  }
}
