/** How long this process has to have listened before an alarm goes off, milliseconds. */
const LISTENING = 50;

/**
 * Calls back after a time, but never before this process has heard what has happened meanwhile. A timer alone comes first
 * where the process was busy for longer than that (reading a module, comparing a document): a program would then be
 * accused whose end was not heard of yet.
 */
export class Alarm {
  #timer: NodeJS.Timeout;

  /** @param time milliseconds */
  constructor(time: number, then: () => void) {
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(then, LISTENING);
    }, time);
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }
}
