import { type Difference, writeDifference } from './difference.ts';

/** How many differences of one output are told, and how many bytes they have as JSON; the others are counted. */
export const TOLD = 50;
const BYTES = 8_000;

/** What differs in one output: the first differences, and the number of all others. */
export class Told {
  readonly #told: Difference[] = [];
  readonly #most: number;
  #bytes = 0;
  #untold = 0;
  #isFull = false;

  /** @param most differences that are told */
  constructor(most = TOLD) {
    this.#most = most;
  }

  /** @param make is called only where there is room */
  add(make: () => Difference): void {
    this.#isFull ||= this.#told.length >= this.#most;
    const difference = this.#isFull ? undefined : make();
    if (difference && this.#hasRoom(difference)) this.#told.push(difference);
    else this.#untold += 1;
  }

  #hasRoom(difference: Difference): boolean {
    this.#bytes += Buffer.byteLength(JSON.stringify(writeDifference(difference)));
    this.#isFull = this.#told.length > 0 && this.#bytes > BYTES;
    return !this.#isFull;
  }

  /** Counts differences that are not told. */
  count(differences: number): void {
    this.#untold += differences;
  }

  get total(): number {
    return this.#told.length + this.#untold;
  }

  /** The last one stands for all that are not told. */
  get differences(): Difference[] {
    if (this.#untold === 0) return this.#told;
    return [...this.#told, { location: { kind: 'untold', count: this.#untold } }];
  }
}
