/**
 * Things that are made for a key, lent to all who ask for that key, and cleared when newer ones need the room: first what
 * has not been asked for longest.
 */
export class Lending<T> {
  readonly #open = new Map<string, { readonly thing: T; active: number }>();
  readonly #clear: (thing: T) => void;
  readonly #room: number;

  /** @param room how many may stay open that nobody is using */
  constructor(clear: (thing: T) => void, room: number) {
    this.#clear = clear;
    this.#room = room;
  }

  /** Lends a thing out for as long as `use` takes. */
  async with<R>(key: string, make: () => T, use: (thing: T) => Promise<R>): Promise<R> {
    const entry = this.#open.get(key) ?? { thing: make(), active: 0 };
    // A map keeps the order in which keys were set.
    this.#open.delete(key);
    this.#open.set(key, entry);
    entry.active++;
    try {
      return await use(entry.thing);
    } finally {
      entry.active--;
      this.#clearOldest();
    }
  }

  close(): void {
    for (const { thing } of this.#open.values()) this.#clear(thing);
    this.#open.clear();
  }

  #clearOldest(): void {
    for (const [key, { thing, active }] of this.#open) {
      if (this.#open.size <= this.#room) return;
      if (active > 0) continue;
      this.#clear(thing);
      this.#open.delete(key);
    }
  }
}
