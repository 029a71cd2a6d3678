import type { Difference } from '../comparison/difference.ts';
import { commandLine } from '../pipeline/command-line.ts';
import { type Limits, limitsOf, play, type StepResult, succeeded } from '../pipeline/play.ts';
import { type Row, rowKey, type Step, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace, type Workplace } from '../pipeline/workplace.ts';
import { someOf } from '../text/some-of.ts';
import { briefResult } from './brief-result.ts';
import { buildFixture, copyWorkplace, type Fixture } from './build-fixture.ts';
import type { Environment } from './environment.ts';
import { checkImages } from './examine.ts';
import { type Conduct, doneTo, misconduct } from './judge.ts';
import type { KeptFiles } from './kept-files.ts';
import { lackedSpace, OutOfSpace, withRoom } from './out-of-space.ts';
import { playSubject, unused, writtenBy } from './play-subject.ts';
import type { Outcome, Product, Reading } from './product.ts';
import { type Spoiling, Spoilt } from './spoilt.ts';
import { takeTurn } from './take-turn.ts';
import { type FileStates, fileStates, isChange, touchedFiles } from './touched-files.ts';
import type { Twin } from './twin.ts';

/** How many cases a reason names in which the candidate ran. */
const CASES_NAMED = 5;

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
  /** products that the candidate has changed after they were made */
  readonly #spoilt = new Map<Product, Spoiling>();
  /** products as they were left by whoever looked at them last, and when (`performance.now()`) */
  readonly #left = new Map<Product, { readonly states: FileStates; readonly at: number }>();
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
      const fixture = await this.#build(row, builder);
      if ('unsupported' in fixture) return { kind: 'unsupported', reason: fixture.unsupported };
      if (!fixture.results.every(succeeded)) return { kind: 'product', product: unused(fixture) };
      let used = false;
      const outcome = this.once(['content', run, fixture.digest], () => {
        used = true;
        const supply = { first: fixture, again: () => this.#build(row, builder) };
        return this.#play(row, player, supply, isCandidate);
      });
      if (!used) this.#remove(fixture.place);
      return outcome;
    });
  }

  /** Lets the candidate do the subject of a row on a copy of a fixture. */
  async playOn(row: Row, candidate: Tool, fixture: Fixture): Promise<Outcome> {
    const again = () =>
      this.#inPlace(row, async (place) => {
        await copyWorkplace(fixture.place, place);
        return { ...fixture, place };
      });
    return this.#play(row, candidate, { first: await again(), again }, true);
  }

  /** Lets one tool read a product; the same reading of the same product is done once. */
  read(row: Row, product: Product, reader: Tool, isCandidate: boolean): Promise<Reading> {
    const steps = stepsOf(row, 'observe');
    return this.once(['reading', product.place.top, reader.program, commandLines(steps, reader)], () =>
      this.inTurn(product, () => this.#read(row, product, reader, isCandidate)),
    );
  }

  /** Lets a reference check the images of a product. */
  check(row: Row, product: Product, examiner: Tool): Promise<Difference[]> {
    return this.once(['check', product.place.top, examiner.program], () =>
      this.inTurn(product, () => checkImages(row.produces, examiner, product.place, this.limits(row))),
    );
  }

  /** A copy of a product's files, for whoever has to change them to see what they hold. */
  copyOf(row: Row, { place: from }: Product): Promise<Workplace> {
    return this.#inPlace(row, async (place) => {
      await copyWorkplace(from, place);
      return place;
    });
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

  /**
   * Removes all that was made, but for what is to be kept, and forgets it.
   *
   * @returns what could not be removed, a line each
   */
  clear(): string[] {
    const problems = [...this.#places].flatMap((place) => {
      this.#kept.move(place);
      return removeWorkplace(place) ?? [];
    });
    this.#places.clear();
    this.#spoilt.clear();
    this.#left.clear();
    this.#memory.clear();
    this.#busy.clear();
    return problems;
  }

  /**
   * Runs something while no reader looks at a product.
   *
   * @throws Spoilt where the candidate has changed it: it is not any more what is to be looked at
   */
  inTurn<T>(product: Product, action: () => Promise<T>): Promise<T> {
    const turn = (this.#busy.get(product) ?? Promise.resolve()).then(async () => {
      await this.#mustBeWhole(product);
      try {
        return await action();
      } finally {
        this.#leave(product);
      }
    });
    this.#busy.set(
      product,
      turn.catch(() => undefined),
    );
    return turn;
  }

  #leave(product: Product): void {
    // A release is trusted.
    if (this.environment.selfCheck) return;
    this.#left.set(product, { states: fileStates(product.place), at: performance.now() });
  }

  async #mustBeWhole(product: Product): Promise<void> {
    const left = this.#left.get(product);
    if (left && !this.#spoilt.has(product)) {
      const touched = (await touchedFiles(product.place, left.states, [])).filter(isChange);
      if (touched.length > 0) {
        const ran = this.environment.surroundings?.ranSince(left.at) ?? [];
        const reason = `its files were changed while nothing of it ran: ${doneTo(touched)}; the candidate ran in ${someOf(ran, CASES_NAMED, 'case') || 'no case'}`;
        this.#spoilt.set(product, { reason, differences: touched });
      }
    }
    const problem = this.#spoilt.get(product);
    if (problem) throw new Spoilt(problem);
  }

  limits(row: Row, isCandidate = false): Limits {
    const { timeLimit, signal, patience } = this.environment;
    const limits = limitsOf(row, timeLimit, signal);
    return isCandidate ? { ...limits, patience } : limits;
  }

  async #play(row: Row, player: Tool, { first, again }: Supply, isCandidate: boolean): Promise<Outcome> {
    // A release is trusted.
    const site = isCandidate ? this.environment : { ...this.environment, surroundings: undefined };
    const { selfCheck } = this.environment;
    let next: Fixture | undefined = first;
    const { outcome, trespass, noRoom } = await takeTurn<Outcome>(site, {
      who: rowKey(row),
      attempt: async () => {
        const fixture = next ?? (await again());
        next = undefined;
        if ('unsupported' in fixture) return { kind: 'unsupported', reason: fixture.unsupported };
        const limits = this.limits(row, isCandidate);
        const played = await this.#orRemove(
          fixture.place,
          playSubject(row, player, fixture, limits, selfCheck),
        );
        if (isCandidate && played.kind === 'product') this.#candidateRuns += playedBy(played.product).length;
        return played;
      },
      conductOf: (played) =>
        played.kind === 'product' ? { ...played.product, results: playedBy(played.product) } : undefined,
      discard: (played) => {
        if (played.kind === 'product') this.#remove(played.product.place);
      },
    });
    if (outcome.kind === 'unsupported') return outcome;
    const product = { ...outcome.product, ...held(outcome.product, trespass, noRoom) };
    if (product.subject.every(succeeded)) this.#leave(product);
    return { kind: 'product', product };
  }

  async #read(row: Row, product: Product, reader: Tool, isCandidate: boolean): Promise<Reading> {
    const { place, given, observed, noRoom: removed } = product;
    if (removed !== undefined) return { kind: 'read', results: [], touched: [], noRoom: removed };
    // In a self-check reader and player are one program, and what that has touched is the product's.
    if (observed) return { kind: 'read', results: observed, touched: [] };
    const written = writtenBy(row);
    const unchanged = new Map([...given].filter(([name]) => !written.includes(name)));
    // Who reads once more starts from what the first time has left: that is to be seen then as well.
    const before = fileStates(place);
    const attempt = async (): Promise<Reading> => {
      const played = await play(stepsOf(row, 'observe'), reader, place, this.limits(row, isCandidate));
      if (!played.ok) return { kind: 'unsupported', reason: played.unsupported };
      const results = played.results.map(briefResult);
      if (isCandidate) this.#candidateRuns += results.length;
      return { kind: 'read', results, touched: await touchedFiles(place, before, [], unchanged) };
    };
    if (!isCandidate) return this.#readInRoom(attempt);
    const { outcome, trespass, noRoom } = await takeTurn(this.environment, {
      who: rowKey(row),
      attempt,
      conductOf: (reading) => (reading.kind === 'read' ? { ...reading, place } : undefined),
      discard: undefined,
    });
    if (outcome.kind === 'unsupported') return outcome;
    const reading = { ...outcome, ...held(outcome, trespass, noRoom) };
    const found = changesProduct(reading) && misconduct('reading', reading);
    if (found) this.#spoilt.set(product, { differences: [], ...found });
    return reading;
  }

  /** What a reference could not read for want of room says nothing of what it read. */
  #readInRoom(attempt: () => Promise<Reading>): Promise<Reading> {
    const { scratch } = this.environment;
    return withRoom(this.environment, async () => {
      const reading = await attempt();
      if (reading.kind === 'read' && lackedSpace(reading.results, scratch)) throw new OutOfSpace(scratch);
      return reading;
    });
  }

  #build(row: Row, builder: Tool | undefined): ReturnType<typeof buildFixture> {
    return this.#inPlace(row, (place) => buildFixture(row, builder, place, this.environment));
  }

  /** Makes something in a workplace of its own, as soon as there is room. */
  #inPlace<T>(row: Row, make: (place: Workplace) => Promise<T>): Promise<T> {
    return withRoom(this.environment, async () => {
      const place = this.#makePlace(row);
      return this.#orRemove(place, make(place));
    });
  }

  /** What is left of work that has thrown is of no use, and may take the room that others wait for. */
  async #orRemove<T>(place: Workplace, work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      this.#remove(place);
      throw error;
    }
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

/** A fixture, and how to make another like it. */
interface Supply {
  readonly first: Fixture;
  readonly again: () => Promise<Fixture | { readonly unsupported: string }>;
}

/** What the player of a product has done with it. */
function playedBy({ subject, observed = [] }: Product): readonly StepResult[] {
  return [...subject, ...observed];
}

/** What is held against whoever did something, beside what it did to its own files. */
function held(
  { touched }: Pick<Conduct, 'touched'>,
  trespass: readonly Difference[],
  noRoom: string | undefined,
): Pick<Conduct, 'touched' | 'noRoom'> {
  return { touched: [...touched, ...trespass], noRoom };
}

/** Whether what is left is not what was to be read. */
function changesProduct({ touched, noRoom }: Conduct): boolean {
  return noRoom !== undefined || touched.some(isChange);
}

/** The identity of what a tool does in a row: releases for which it is asked the same share it. */
export function subjectKey(row: Row, player: Tool): readonly unknown[] {
  return [rowKey(row), player.program, commandLines(stepsOf(row, 'subject'), player)];
}

/** Command lines of a tool for some steps: part of the identity of a run. */
function commandLines(steps: readonly Step[], tool: Tool): unknown {
  return steps.map((step) => commandLine(step.operation, tool));
}
