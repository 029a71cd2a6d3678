import stringify from 'fast-json-stable-stringify';

/** Keeps each value once, however often it comes. */
export class Interned<T> {
  readonly #values: T[] = [];
  readonly #places = new Map<string, number>();

  /** @returns the place of the value in `values` */
  placeOf(value: T): number {
    const key = typeof value === 'string' ? value : stringify(value);
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    this.#places.set(key, this.#values.length);
    return this.#values.push(value) - 1;
  }

  get values(): readonly T[] {
    return this.#values;
  }
}
