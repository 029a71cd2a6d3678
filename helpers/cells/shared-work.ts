import type { Difference } from '../comparison/difference.ts';
import { commandLine } from '../pipeline/command-line.ts';
import { type Limits, limitsOf, play, succeeded } from '../pipeline/play.ts';
import { type Row, rowKey, type Step, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace, type Workplace } from '../pipeline/workplace.ts';
import { briefResult } from './brief-result.ts';
import { buildFixture, copyWorkplace, type Fixture } from './build-fixture.ts';
import type { Environment } from './environment.ts';
import { checkImages } from './examine.ts';
import type { KeptFiles } from './kept-files.ts';
import { playSubject, unused } from './play-subject.ts';
import type { Outcome, Product, Reading } from './product.ts';
import { fileStates, touchedFiles } from './touched-files.ts';
import type { Twin } from './twin.ts';

/** Who does the subject of a row, on whose fixture. */
export interface Production {
  readonly player: Tool;
  readonly builder: Tool | undefined;
  readonly isCandidate: boolean;
}

/**
 * Runs of the candidate, each done once: a run is known by the content of its input files and its command lines, so
 * releases that ask for the same share it, however many are recorded.
 */
export class SharedWork {
  readonly environment: Environment;
  /** the row as a reference plays it on images with data; undefined where none is installed that can */
  readonly twin: Twin | undefined;
  readonly #kept: KeptFiles;
  readonly #memory = new Map<string, Promise<unknown>>();
  readonly #places = new Set<Workplace>();
  /** one reader at a time looks at a product: a reader that changes it must be told from the others */
  readonly #busy = new Map<Product, Promise<unknown>>();
  /** processes of the candidate that were started and that no cell has been charged with yet */
  #candidateRuns = 0;

  constructor(environment: Environment, kept: KeptFiles, twin: Twin | undefined) {
    this.environment = environment;
    this.twin = twin;
    this.#kept = kept;
  }

  /** Does something that belongs to a row once, however many cells ask for it. */
  once<T>(key: readonly unknown[], make: () => Promise<T>): Promise<T> {
    const text = JSON.stringify(key);
    const known = this.#memory.get(text) as Promise<T> | undefined;
    if (known) return known;
    const made = make();
    this.#memory.set(text, made);
    return made;
  }

  /** Lets a tool do the subject of a row, on a fixture of the builder's. */
  produce(row: Row, { player, builder, isCandidate }: Production): Promise<Outcome> {
    const run = [subjectKey(row, player), isCandidate];
    const steps = stepsOf(row, 'fixture');
    const building = builder && steps.length > 0 ? [builder.program, commandLines(steps, builder)] : null;
    return this.once(['source', run, building], async () => {
      const fixture = await buildFixture(row, builder, this.#makePlace(row), this.environment);
      if ('unsupported' in fixture) return { kind: 'unsupported', reason: fixture.unsupported };
      if (!fixture.results.every(succeeded)) return { kind: 'product', product: unused(fixture) };
      let used = false;
      const outcome = this.once(['content', run, fixture.digest], () => {
        used = true;
        return this.#play(row, player, fixture, isCandidate);
      });
      if (!used) this.#remove(fixture.place);
      return outcome;
    });
  }

  /** Lets the candidate do the subject of a row on a copy of a fixture. */
  async playOn(row: Row, candidate: Tool, fixture: Fixture): Promise<Outcome> {
    const place = this.#makePlace(row);
    await copyWorkplace(fixture.place, place);
    return this.#play(row, candidate, { ...fixture, place }, true);
  }

  /** Lets one tool read a product; the same reading of the same product is done once. */
  read(row: Row, product: Product, reader: Tool, isCandidate: boolean): Promise<Reading> {
    const steps = stepsOf(row, 'observe');
    return this.once(['reading', product.place.top, reader.program, commandLines(steps, reader)], () =>
      this.inTurn(product, async (): Promise<Reading> => {
        const before = fileStates(product.place);
        const played = await play(steps, reader, product.place, this.limits(row, isCandidate));
        if (!played.ok) return { kind: 'unsupported', reason: played.unsupported };
        if (isCandidate) this.#candidateRuns += played.results.length;
        const results = played.results.map(briefResult);
        return { kind: 'read', results, touched: touchedFiles(product.place, before, []) };
      }),
    );
  }

  /** Lets a reference check the images of a product. */
  check(row: Row, product: Product, examiner: Tool): Promise<Difference[]> {
    return this.once(['check', product.place.top, examiner.program], () =>
      this.inTurn(product, () => checkImages(row.produces, examiner, product.place, this.limits(row))),
    );
  }

  /** Processes of the candidate since this was last asked: cells that are played side by side share the counter. */
  takeCandidateRuns(): number {
    const runs = this.#candidateRuns;
    this.#candidateRuns = 0;
    return runs;
  }

  /** Keeps the files of a cell that failed, unless enough are kept already; tells where they will be. */
  keep({ place }: Product): string | undefined {
    return this.#kept.add(place);
  }

  /** Removes all that was made, but for what is to be kept, and forgets it. */
  clear(): void {
    for (const place of this.#places) {
      this.#kept.move(place);
      removeWorkplace(place);
    }
    this.#places.clear();
    this.#memory.clear();
    this.#busy.clear();
  }

  /** Runs something while no reader looks at a product. */
  inTurn<T>(product: Product, action: () => Promise<T>): Promise<T> {
    const turn = (this.#busy.get(product) ?? Promise.resolve()).then(action);
    this.#busy.set(
      product,
      turn.catch(() => undefined),
    );
    return turn;
  }

  limits(row: Row, isCandidate = false): Limits {
    const { timeLimit, signal, patience } = this.environment;
    const limits = limitsOf(row, timeLimit, signal);
    return isCandidate ? { ...limits, patience } : limits;
  }

  async #play(row: Row, player: Tool, fixture: Fixture, isCandidate: boolean): Promise<Outcome> {
    const outcome = await playSubject(row, player, fixture, this.limits(row, isCandidate));
    if (isCandidate && outcome.kind === 'product') this.#candidateRuns += outcome.product.subject.length;
    return outcome;
  }

  #remove(place: Workplace): void {
    removeWorkplace(place);
    this.#places.delete(place);
  }

  #makePlace(row: Row): Workplace {
    const place = makeWorkplace(this.environment.scratch, row.files);
    this.#places.add(place);
    return place;
  }
}

/** The identity of what a tool does in a row: releases for which it is asked the same share it. */
export function subjectKey(row: Row, player: Tool): readonly unknown[] {
  return [rowKey(row), player.program, commandLines(stepsOf(row, 'subject'), player)];
}

/** Command lines of a tool for some steps: part of the identity of a run. */
function commandLines(steps: readonly Step[], tool: Tool): unknown {
  return steps.map((step) => commandLine(step.operation, tool));
}
