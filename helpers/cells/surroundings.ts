import { mkdirSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Difference } from '../comparison/difference.ts';
import { GONE, namesIn, stampOf, stateOf } from '../files/look.ts';
import { removeTree } from '../files/remove-tree.ts';
import { UNPACKED, type UnpackedImages } from '../images/unpacked-images.ts';
import { isWorkplace, WORKPLACE } from '../pipeline/workplace.ts';
import { changeOf } from './digest.ts';

/** What lies around the workplaces of a suite. */
export interface Site {
  /** folder in which the workplaces are made */
  readonly scratch: string;
  /** the scratch directory of the run, with the names of the suites' folders in it; undefined where nobody else has one */
  readonly run?: { readonly folder: string; readonly suites: readonly string[] } | undefined;
  /** folder of what is kept, where that lies in the scratch directory */
  readonly kept: string;
  readonly images: Pick<UnpackedImages, 'originals' | 'restore'>;
}

/** What has come of a job that was watched. */
export interface Watched<T> {
  readonly value: T;
  /** what was done outside the workplaces meanwhile, as paths seen from a case's directory */
  readonly trespass: readonly Difference[];
  /** whether another program may have done it as well */
  readonly inCompany: boolean;
}

/** A program that is being watched. */
interface Suspect {
  readonly who: string;
  /** milliseconds since 1970, when it began */
  readonly since: number;
  readonly found: Difference[];
  inCompany: boolean;
}

/** How often images are copied that are changed meanwhile. */
const COPIED_AT_MOST = 3;

/** Folder, in the scratch directory of a run, in which a process tells the others of what it has found and removed there. */
const FOUND = '.found';

/**
 * Watches what lies around the workplaces of a suite while the candidate runs: its folder of the scratch directory, the
 * unpacked images, and the scratch directory of the run. What is found there is put right at once, so that no other cell
 * meets it, and told to all who ran meanwhile.
 */
export class Surroundings {
  readonly #site: Site;
  readonly #watched = new Set<Suspect>();
  /** what may lie in a folder, beside workplaces: name -> what tells that it is another */
  readonly #known = new Map<string, Map<string, string>>();
  /** images that were put right, as they were left */
  readonly #images = new Map<string, string>();
  #looking: Promise<void> = Promise.resolve();
  /** case -> when the candidate last ended in it */
  readonly #ended = new Map<string, number>();
  /** images that were put right, counted */
  #restored = 0;
  #marks = 0;

  constructor(site: Site) {
    this.#site = site;
  }

  /**
   * Does a job of the candidate's, and says what has happened around the workplaces until it ended.
   *
   * @param who the case that it is of
   */
  async watch<T>(who: string, job: () => Promise<T>): Promise<Watched<T>> {
    const isFirst = this.#watched.size === 0;
    if (isFirst) this.#remember();
    const suspect: Suspect = { who, since: Date.now(), found: [], inCompany: !isFirst };
    for (const other of this.#watched) other.inCompany = true;
    this.#watched.add(suspect);
    try {
      const value = await job().finally(() => this.#look());
      return { value, trespass: suspect.found, inCompany: suspect.inCompany };
    } finally {
      this.#watched.delete(suspect);
      this.#ended.set(who, Date.now());
    }
  }

  /** The cases in which the candidate ran at a time, milliseconds since 1970, or later. */
  ranSince(time: number): string[] {
    const before = [...this.#ended].flatMap(([who, end]) => (end >= time ? [who] : []));
    return [...new Set([...before, ...[...this.#watched].map(({ who }) => who)])].sort();
  }

  /** Lets images be copied, and again where one of them was changed meanwhile: what was copied may be anything. */
  async copyImages(copy: () => Promise<void>): Promise<void> {
    for (let attempt = 0; attempt < COPIED_AT_MOST; attempt++) {
      const restored = this.#restored;
      await copy();
      if (this.#areImagesWhole() && this.#restored === restored) return;
      await this.#look();
    }
  }

  #areImagesWhole(): boolean {
    const originals = [...this.#site.images.originals()];
    return originals.every(([path, { stamp }]) => stampOf(path) === (this.#images.get(path) ?? stamp));
  }

  get #folders(): string[] {
    const { scratch, run } = this.#site;
    return run ? [scratch, run.folder, join(run.folder, FOUND)] : [scratch];
  }

  /** What is there while no candidate runs is nobody's. */
  #remember(): void {
    for (const folder of this.#folders) {
      this.#known.set(
        folder,
        new Map(this.#strange(folder).map((name) => [name, markOf(join(folder, name))])),
      );
    }
  }

  /** One after the other: two that end at once would both put the same right. */
  #look(): Promise<void> {
    this.#looking = this.#looking.catch(() => undefined).then(() => this.#lookAround());
    return this.#looking;
  }

  async #lookAround(): Promise<void> {
    for (const folder of this.#folders) this.#lookInto(folder);
    await this.#lookAtImages();
  }

  #lookInto(folder: string): void {
    const known = this.#known.get(folder) ?? new Map<string, string>();
    const { run } = this.#site;
    for (const name of this.#strange(folder)) {
      const path = join(folder, name);
      const mark = markOf(path);
      if (known.get(name) === mark) continue;
      known.set(name, mark);
      const isOfRun = run !== undefined && folder !== this.#site.scratch;
      if (isOfRun && basename(folder) === FOUND) {
        const { at, what } = readMark(name);
        this.#tell(join(run.folder, what), 'left behind', at);
        continue;
      }
      const at = isOfRun ? madeAt(path) : undefined;
      this.#tell(path, 'left behind', at);
      if (at !== undefined) this.#tellOthers(name, at);
      const problem = removeTree(path);
      if (problem === undefined) known.delete(name);
      else known.set(name, markOf(path));
    }
  }

  /** What in a folder belongs to nobody. */
  #strange(folder: string): string[] {
    const { scratch, run, kept } = this.#site;
    return namesIn(folder).filter((name) => {
      const path = join(folder, name);
      if (folder === scratch) return name !== UNPACKED && path !== kept && !isOwn(path);
      return run === undefined || folder !== run.folder || (name !== FOUND && !run.suites.includes(name));
    });
  }

  /** Another process whose candidate may have done it as well would not find it any more. */
  #tellOthers(name: string, at: number): void {
    const { run } = this.#site;
    if (!run) return;
    const found = join(run.folder, FOUND);
    const mark = `${process.pid}-${this.#marks++}-${at}-${name}`;
    try {
      mkdirSync(join(found, mark), { recursive: true });
      this.#known.get(found)?.set(mark, markOf(join(found, mark)));
    } catch {
      // A full file system; who fills it is found by that.
    }
  }

  async #lookAtImages(): Promise<void> {
    const { images } = this.#site;
    const originals = images.originals();
    for (const [path, { sha256, stamp }] of originals) {
      if (stampOf(path) === (this.#images.get(path) ?? stamp)) continue;
      await this.#compareImage(path, sha256);
      this.#images.set(path, stampOf(path));
    }
    if (originals.size > 0) this.#lookBesideImages([...originals.keys()]);
  }

  /** Content decides: a link to it, or times that were set, do no harm. */
  async #compareImage(path: string, sha256: string): Promise<void> {
    const state = stateOf(path);
    const change = await changeOf(path, { size: Number(state?.size ?? 0), sha256 });
    if (change === undefined) return;
    this.#tell(path, change === 'removed' ? 'removed' : 'changed');
    this.#restored++;
    await this.#site.images.restore(path);
  }

  #lookBesideImages(originals: readonly string[]): void {
    for (const folder of new Set(originals.map((path) => dirname(path)))) {
      for (const name of namesIn(folder)) {
        const path = join(folder, name);
        if (originals.includes(path)) continue;
        this.#tell(path, 'left behind');
        removeTree(path);
      }
    }
  }

  /** @param at when it was made, where programs of other processes may have made it: then not by who began later */
  #tell(path: string, actual: string, at?: number): void {
    const { scratch } = this.#site;
    const file = relative(join(scratch, WORKPLACE, 'work'), path);
    const difference: Difference = { location: { kind: 'file', file }, actual };
    for (const suspect of this.#watched) {
      if (at !== undefined && at < suspect.since) continue;
      // What another process has found as well is told by its mark once more.
      if (!suspect.found.some((other) => isDeepStrictEqual(other, difference)))
        suspect.found.push(difference);
      if (at !== undefined) suspect.inCompany = true;
    }
  }
}

function isOwn(path: string): boolean {
  return basename(path).startsWith(WORKPLACE) && isWorkplace(path);
}

/** What a mark tells of: when it was made, and its name. */
function readMark(mark: string): { readonly at: number; readonly what: string } {
  const [, at = '0', what = mark] = /^\d+-\d+-(\d+)-(.*)$/s.exec(mark) ?? [];
  return { at: Number(at), what };
}

/** Files are stamped by a clock that may be some milliseconds behind. */
const CLOCK_STEP = 10;

/** When something was made or written to last, milliseconds since 1970. */
function madeAt(path: string): number {
  const state = stateOf(path);
  return Number(state ? state.ctimeMs : 0n) + CLOCK_STEP;
}

/** What tells that something in a folder is another, or was made anew. */
function markOf(path: string): string {
  const state = stateOf(path);
  return state ? `${state.ino} ${state.birthtimeNs} ${state.isDirectory() ? '' : state.ctimeNs}` : GONE;
}
