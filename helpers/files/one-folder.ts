import { type FSWatcher, statSync, watch } from 'node:fs';

/** Watches one folder, whichever it is just now. Keeps no process alive. */
export class OneFolder {
  readonly #changed: () => void;
  #watcher: FSWatcher | undefined;
  /** who is watched, to the kernel: where a folder is replaced, it goes on to watch what nobody sees any more */
  #watched: string | undefined;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /**
   * To be asked anew when something has changed.
   *
   * @param folder undefined: none
   * @returns whether it is there
   */
  follow(folder: string | undefined): boolean {
    const state = folder === undefined ? undefined : statSync(folder, { throwIfNoEntry: false });
    const now = state && `${state.dev}:${state.ino}`;
    if (now === this.#watched && now !== undefined) return true;
    this.close();
    if (folder === undefined || now === undefined) return false;
    try {
      this.#watcher = watch(folder, { persistent: false }, this.#changed);
      this.#watcher.on('error', () => {});
      this.#watched = now;
      return true;
    } catch {
      return false;
    }
  }

  close(): void {
    this.#watcher?.close();
    this.#watched = undefined;
  }
}
