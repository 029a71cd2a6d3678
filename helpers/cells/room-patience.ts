/** How long is waited for room where that was in vain the last time, milliseconds. */
const MOMENT = 100;

/**
 * How long work waits for room in scratch, in one suite: as long as it may, until that was in vain; then a moment, since
 * somebody else has filled the file system, and nobody is to wait for each of a thousand cells.
 */
export class RoomPatience {
  #isInVain = false;

  /** Whether it was waited in vain, and there was no room since. */
  get isInVain(): boolean {
    return this.#isInVain;
  }

  /**
   * @param timeLimit how long work may wait, milliseconds
   * @returns how long it is to wait now
   */
  next(timeLimit: number): number {
    return this.#isInVain ? Math.min(MOMENT, timeLimit) : timeLimit;
  }

  waitedInVain(): void {
    this.#isInVain = true;
  }

  /** There was room. */
  found(): void {
    this.#isInVain = false;
  }
}
