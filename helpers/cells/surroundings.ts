import { basename, join, relative } from 'node:path';
import type { Difference } from '../comparison/difference.ts';
import { stateOf } from '../files/look.ts';
import { UNPACKED } from '../images/unpacked-images.ts';
import { isWorkplace, WORKPLACE } from '../pipeline/workplace.ts';
import { leaveMark, readMark } from './marks.ts';
import { Strays } from './strays.ts';
import { type Images, WatchedImages } from './watched-images.ts';
import { WhoRan } from './who-ran.ts';

/** What lies around the workplaces of a suite. */
export interface Site {
  /** folder in which the workplaces are made */
  readonly scratch: string;
  /** the scratch directory of the run, with the names of the suites' folders in it; undefined where nobody else has one */
  readonly run?: { readonly folder: string; readonly suites: readonly string[] } | undefined;
  /** folder of what is kept, where that lies in the scratch directory */
  readonly kept: string;
  readonly images: Images;
}

/** What has come of a job that was watched. */
export interface Watched<T> {
  readonly value: T;
  /** what was done outside the workplaces meanwhile, as paths seen from a case's directory */
  readonly trespass: readonly Difference[];
  /** whether another program may have done it as well */
  readonly inCompany: boolean;
}

/** Folder, in the scratch directory of a run, in which a process tells the others of what it has found and removed there. */
const FOUND = '.found';

/** What all processes of a run share. */
interface Shared {
  readonly folder: string;
  readonly strays: Strays;
  /** folder of marks */
  readonly found: string;
  readonly marks: Strays;
}

/**
 * Watches what lies around the workplaces of a suite while the candidate runs: its folder of the scratch directory, the
 * unpacked images, and the scratch directory of the run. What is found there is put right at once, so that no other cell
 * meets it, and told to all who ran meanwhile.
 */
export class Surroundings {
  readonly #scratch: string;
  readonly #images: WatchedImages;
  readonly #own: Strays;
  readonly #shared: Shared | undefined;
  readonly #who = new WhoRan();
  #looking: Promise<void> = Promise.resolve();

  constructor({ scratch, run, kept, images }: Site) {
    this.#scratch = scratch;
    this.#images = new WatchedImages(images);
    this.#own = new Strays(scratch, (name) => {
      const path = join(scratch, name);
      // The canary is one of the originals, where there is one.
      return name === UNPACKED || images.originals().has(path) || path === kept || isOwn(path);
    });
    this.#shared = run && shared(run);
  }

  /**
   * Does a job of the candidate's, and says what has happened around the workplaces until it ended.
   *
   * @param who the case that it is of
   */
  async watch<T>(who: string, job: () => Promise<T>): Promise<Watched<T>> {
    if (this.#who.isNobody) this.#remember();
    const suspect = this.#who.begin(who);
    try {
      const value = await job().finally(() => this.#look());
      return { value, trespass: suspect.found, inCompany: suspect.inCompany };
    } finally {
      this.#who.end(suspect);
    }
  }

  /** The cases in which the candidate ran after a time, by `performance.now()`. */
  ranSince(time: number): string[] {
    return this.#who.since(time);
  }

  /** Lets images be copied as they were unpacked. */
  copyImages(copy: () => Promise<void>): Promise<void> {
    return this.#images.copy(copy, () => this.#look());
  }

  /** What is there while no candidate runs is nobody's. */
  #remember(): void {
    for (const strays of [this.#own, this.#shared?.strays, this.#shared?.marks]) strays?.remember();
  }

  /** One after the other: two that end at once would both put the same right. */
  #look(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#lookAround());
    return this.#looking;
  }

  async #lookAround(): Promise<void> {
    for (const stray of this.#own.appeared()) {
      this.#tell(stray.path, 'left behind');
      this.#own.remove(stray);
    }
    if (this.#shared) this.#lookAtShared(this.#shared);
    await this.#images.putRight(({ path, fate }) => this.#tell(path, fate));
  }

  #lookAtShared({ folder, strays, found, marks }: Shared): void {
    for (const stray of strays.appeared()) {
      const at = madeAt(stray.path);
      this.#tell(stray.path, 'left behind', at);
      // Another process whose candidate may have done it as well will not find it any more.
      const mark = leaveMark(found, { what: stray.name, at });
      if (mark !== undefined) marks.know(mark);
      strays.remove(stray);
    }
    for (const one of marks.appeared()) {
      const mark = readMark(one.path);
      if (mark) {
        this.#tell(join(folder, mark.what), 'left behind', mark.at);
        continue;
      }
      this.#tell(one.path, 'left behind', madeAt(one.path));
      marks.remove(one);
    }
  }

  /** @param at when it was made, where programs of other processes may have made it */
  #tell(path: string, actual: string, at?: number): void {
    const file = relative(join(this.#scratch, WORKPLACE, 'work'), path);
    this.#who.tell({ location: { kind: 'file', file }, actual }, at);
  }
}

function shared({ folder, suites }: NonNullable<Site['run']>): Shared {
  const found = join(folder, FOUND);
  return {
    folder,
    strays: new Strays(folder, (name) => name === FOUND || suites.includes(name)),
    found,
    marks: new Strays(found, () => false),
  };
}

function isOwn(path: string): boolean {
  return basename(path).startsWith(WORKPLACE) && isWorkplace(path);
}

/** Files are stamped by a clock that may be some milliseconds behind. */
const CLOCK_STEP = 10;

/** When something was made or written to last, milliseconds since 1970. */
function madeAt(path: string): number {
  const state = stateOf(path);
  return Number(state ? state.ctimeMs : 0n) + CLOCK_STEP;
}
