import { join } from 'node:path';
import { GONE, namesIn, stateOf } from '../files/look.ts';
import { removeTree } from '../files/remove-tree.ts';

/** Something that lies in a folder where it does not belong. */
export interface Stray {
  readonly name: string;
  readonly path: string;
}

/** What appears in a folder beside what belongs there. */
export class Strays {
  readonly #folder: string;
  readonly #belongs: (name: string) => boolean;
  /** what lies there and is known: name -> what tells that it is another */
  #known = new Map<string, string>();

  /** @param belongs whether something of this name may lie there */
  constructor(folder: string, belongs: (name: string) => boolean) {
    this.#folder = folder;
    this.#belongs = belongs;
  }

  /** Takes what lies there now for known. */
  remember(): void {
    this.#known = new Map(this.#present().map(({ name, path }) => [name, markOf(path)]));
  }

  /** Takes something for known that was put there. */
  know(name: string): void {
    this.#known.set(name, markOf(join(this.#folder, name)));
  }

  /** What has appeared since it was last asked: each is told once. */
  appeared(): Stray[] {
    return this.#present().filter(({ name, path }) => {
      const mark = markOf(path);
      const isNew = this.#known.get(name) !== mark;
      this.#known.set(name, mark);
      return isNew;
    });
  }

  /** Removes one; what cannot be removed is known from then on. */
  remove({ name, path }: Stray): void {
    if (removeTree(path) === undefined) this.#known.delete(name);
    else this.know(name);
  }

  #present(): Stray[] {
    const names = namesIn(this.#folder).filter((name) => !this.#belongs(name));
    return names.map((name) => ({ name, path: join(this.#folder, name) }));
  }
}

/** What tells that something in a folder is another, or was made anew. */
function markOf(path: string): string {
  const state = stateOf(path);
  return state ? `${state.ino} ${state.birthtimeNs} ${state.isDirectory() ? '' : state.ctimeNs}` : GONE;
}
