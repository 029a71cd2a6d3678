import { lstatSync } from 'node:fs';
import type { Reporter, Vitest } from 'vitest/node';
import { type Watch, watchFolders } from '../files/watch-folders.ts';
import { watchProgram } from '../files/watch-program.ts';
import { errorLine } from '../text/error-line.ts';
import { printer } from './printer.ts';
import { playAgain, updateModeOfRun } from './vitest-internals.ts';

/** How long data are left alone that are being written, milliseconds. */
const SETTLES = 300;

const UNANSWERED = 'note: what depends on a change cannot be told yet, and is played later';

/** What is watched. */
export interface Data {
  /** of baselines, review pages and image fixtures */
  readonly folders: readonly string[];
  /** the candidate and the references */
  readonly programs: readonly string[];
}

/** Which test files depend on what no module imports. */
export interface Dependants {
  ofFiles(changed: readonly string[]): Promise<readonly string[]>;
  /** those that play programs */
  ofPrograms(): Promise<readonly string[]>;
}

/**
 * In watch mode, plays again what a changed baseline, review page, image fixture or program touches; of modules Vitest
 * hears by itself.
 */
export class DataWatch implements Reporter {
  readonly #data: Data;
  readonly #dependants: Dependants;
  #vitest: Vitest | undefined;
  #watches: Watch[] = [];
  readonly #changed = new Set<string>();
  /** programs that are others, until they are played */
  readonly #programs = new Set<string>();
  /** whether what depends on a change could not be told */
  #isUnanswered = false;
  #timer: NodeJS.Timeout | undefined;
  #isRecording = false;
  /** when the last recording had written all, milliseconds since the epoch */
  #recorded = 0;

  constructor(data: Data, dependants: Dependants) {
    this.#data = data;
    this.#dependants = dependants;
  }

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
    if (!vitest.config.watch || this.#watches.length > 0) return;
    const { folders, programs } = this.#data;
    this.#watches = [
      watchFolders(folders, {
        changed: (path) => this.#hear(path),
        unwatched: (reason) => printer(vitest)(`note: changes of baselines are not seen: ${reason}`),
      }),
      ...programs.map((path) => watchProgram(path, () => this.#hearProgram(path))),
    ];
    vitest.onClose(() => this.#close());
  }

  onTestRunStart(): void {
    if (this.#vitest) this.#isRecording = updateModeOfRun(this.#vitest) === 'all';
  }

  /** When a run and all that its end writes is over. */
  onWatcherStart(): void {
    if (this.#isRecording) this.#recorded = Date.now();
    this.#isRecording = false;
    // What kept a suite from being imported may have been put right, which plays that suite alone.
    if (this.#isUnanswered) void this.#playAll();
  }

  #close(): void {
    clearTimeout(this.#timer);
    for (const watch of this.#watches) watch.close();
  }

  #hear(path: string): void {
    this.#changed.add(path);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#playAll(), SETTLES).unref();
  }

  #hearProgram(path: string): void {
    this.#programs.add(path);
    // Not the data too, which may just be written.
    void this.#playPrograms();
  }

  async #playAll(): Promise<void> {
    this.#isUnanswered = false;
    await this.#playPrograms();
    await this.#playData();
  }

  async #playData(): Promise<void> {
    const changed = [...this.#changed].filter((path) => !this.#isRecording && this.#isOfOthers(path));
    this.#changed.clear();
    await this.#playFor(changed, this.#changed, () => this.#dependants.ofFiles(changed));
  }

  async #playPrograms(): Promise<void> {
    const changed = [...this.#programs];
    this.#programs.clear();
    await this.#playFor(changed, this.#programs, () => this.#dependants.ofPrograms());
  }

  /**
   * Plays what depends on changes. To tell what does, every suite is imported, of which one may just be written: then the
   * changes are kept for the next time.
   */
  async #playFor(
    changed: readonly string[],
    kept: Set<string>,
    dependants: () => Promise<readonly string[]>,
  ): Promise<void> {
    if (changed.length === 0) return;
    try {
      this.#play(await dependants(), changed[0] ?? '');
    } catch (error) {
      for (const path of changed) kept.add(path);
      this.#isUnanswered = true;
      if (this.#vitest) printer(this.#vitest)(`${UNANSWERED}: ${errorLine(error)}`);
    }
  }

  #play(files: readonly string[], trigger: string): void {
    if (this.#vitest && files.length > 0) playAgain(this.#vitest, files, trigger);
  }

  /** Whether something was not written by a recording of this process, of which the kernel tells a moment later. */
  #isOfOthers(path: string): boolean {
    const state = lstatSync(path, { throwIfNoEntry: false });
    return state ? state.ctimeMs > this.#recorded : Date.now() > this.#recorded + 2 * SETTLES;
  }
}
