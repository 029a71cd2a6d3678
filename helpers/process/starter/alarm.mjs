// @ts-check
/** How long this process has to have listened before an alarm goes off, milliseconds. */
const LISTENING = 50;

/**
 * Calls back after a time, but never before this process has heard what has happened meanwhile. A timer alone comes first
 * where the process was busy for longer than that (copying what a program floods it with): a program would then be
 * accused whose end was not heard of yet.
 */
export class Alarm {
  /** @type {NodeJS.Timeout} */
  #timer;

  /**
   * @param {number} time milliseconds
   * @param {() => void} then
   */
  constructor(time, then) {
    this.#timer = setTimeout(() => {
      this.#timer = setTimeout(then, LISTENING);
    }, time);
  }

  cancel() {
    clearTimeout(this.#timer);
  }
}
