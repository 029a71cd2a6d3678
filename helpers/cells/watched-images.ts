import { join } from 'node:path';
import { isOpenFolder, stampOf, stateOf } from '../files/look.ts';
import { removeTree } from '../files/remove-tree.ts';
import type { UnpackedImages } from '../images/unpacked-images.ts';
import { changeOf } from './digest.ts';
import { Strays } from './strays.ts';

/** How often images are copied that are changed meanwhile. */
const TRIED_AT_MOST = 3;

/** What is asked of the unpacked images. */
export type Images = Pick<UnpackedImages, 'originals' | 'folders' | 'restore'>;

/** What has become of the unpacked images, or of their folder. */
export interface ImageFate {
  readonly path: string;
  readonly fate: 'changed' | 'removed' | 'left behind';
}

/** Unpacked images, which are put right when somebody has changed them. */
export class WatchedImages {
  readonly #images: Images;
  /** images that were put right, as they were left */
  readonly #stamps = new Map<string, string>();
  /** what lies beside images, by folder */
  readonly #strays = new Map<string, Strays>();
  /** how often one was put right */
  #restored = 0;

  constructor(images: Images) {
    this.#images = images;
  }

  /** Puts right what was done since it was last asked, and tells of it. */
  async putRight(tell: (fate: ImageFate) => void): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#restoreAll(tell);
        break;
      } catch (error) {
        // Another candidate may have put a file where a folder was to be made; that is seen the next time.
        if (attempt === TRIED_AT_MOST) throw error;
      }
    }
    for (const folder of this.#images.folders()) this.#lookBeside(folder, tell);
  }

  async #restoreAll(tell: (fate: ImageFate) => void): Promise<void> {
    for (const path of this.#images.folders()) {
      const state = stateOf(path);
      if (!state || isOpenFolder(state)) continue;
      tell({ path, fate: 'changed' });
      removeTree(path);
    }
    for (const [path, { sha256, stamp }] of this.#images.originals()) {
      // From before it is read: somebody may write to it meanwhile.
      const read = stampOf(path);
      if (read === (this.#stamps.get(path) ?? stamp)) continue;
      const isRestored = await this.#compare(path, sha256, tell);
      this.#stamps.set(path, isRestored ? stampOf(path) : read);
    }
  }

  /**
   * Lets images be copied, and again where one of them was changed or removed meanwhile: what was copied may be anything.
   *
   * @param look puts right what was done
   * @throws what copying has thrown that nothing done to the images accounts for
   */
  async copy(copy: () => Promise<void>, look: () => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < TRIED_AT_MOST; attempt++) {
      const isLast = attempt === TRIED_AT_MOST - 1;
      const restored = this.#restored;
      const isSame = () => this.#areAsLeft() && this.#restored === restored;
      const isCopied = await copy().then(
        () => true,
        (error: unknown) => {
          if (isLast || isSame()) throw error;
          return false;
        },
      );
      if (isCopied && isSame()) return;
      await look();
    }
  }

  #areAsLeft(): boolean {
    return [...this.#images.originals()].every(([path, { stamp }]) => this.#isAsLeft(path, stamp));
  }

  #isAsLeft(path: string, unpacked: string): boolean {
    return stampOf(path) === (this.#stamps.get(path) ?? unpacked);
  }

  /**
   * Content decides: a link to it, or times that were set, do no harm.
   *
   * @returns whether it had to be put right
   */
  async #compare(path: string, sha256: string, tell: (fate: ImageFate) => void): Promise<boolean> {
    const state = stateOf(path);
    const change = await changeOf(path, { size: Number(state?.size ?? 0), sha256 });
    if (change === undefined) return false;
    tell({ path, fate: change === 'removed' ? 'removed' : 'changed' });
    this.#restored++;
    await this.#images.restore(path);
    return true;
  }

  #lookBeside(folder: string, tell: (fate: ImageFate) => void): void {
    const strays =
      this.#strays.get(folder) ?? new Strays(folder, (name) => this.#belongs(join(folder, name)));
    this.#strays.set(folder, strays);
    for (const stray of strays.appeared()) {
      tell({ path: stray.path, fate: 'left behind' });
      strays.remove(stray);
    }
  }

  #belongs(path: string): boolean {
    return this.#images.originals().has(path) || this.#images.folders().includes(path);
  }
}
