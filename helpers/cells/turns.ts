/** Jobs that are done side by side, and now and then one that needs to be alone. */
export class Turns {
  readonly #running = new Set<Promise<unknown>>();
  /** ends when nobody is alone any more, or waits to be */
  #alone: Promise<unknown> | undefined;

  /** Does a job beside others, as soon as nobody is alone or waits to be. */
  async beside<T>(job: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone;
    const running = job();
    const ended: Promise<unknown> = running.catch(() => undefined);
    this.#running.add(ended);
    return running.finally(() => this.#running.delete(ended));
  }

  /** Does a job while no other is done. A job must not wait for another that is still to have its turn. */
  async alone<T>(job: () => Promise<T>): Promise<T> {
    while (this.#alone) await this.#alone;
    const running = Promise.all(this.#running).then(job);
    this.#alone = running
      .catch(() => undefined)
      .then(() => {
        this.#alone = undefined;
      });
    return running;
  }
}
