import { commandLine, play, succeeded } from '../pipeline/play.ts';
import type { OutputType, Row, Step } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace, strayFiles, type Workplace } from '../pipeline/workplace.ts';
import type { Bench } from './bench.ts';
import { buildFixture, copyWorkplace, type Fixture } from './build-fixture.ts';
import { changedFiles, stateOf } from './digest.ts';
import { checkImages, compareContents } from './examine.ts';
import { compareLive } from './judge.ts';
import { KeptFiles } from './kept-files.ts';
import { type Examination, type Outcome, type Product, type Reading, rowKey, stepsOf } from './product.ts';

/**
 * Runs of the candidate, each done once: a run is known by the content of its input files and its command lines, so
 * releases that ask for the same share it, however many are recorded.
 */
export class Workshop {
  readonly bench: Bench;
  readonly #kept: KeptFiles;
  readonly #bySource = new Map<string, Promise<Outcome>>();
  readonly #byContent = new Map<string, Promise<Outcome>>();
  readonly #readings = new Map<string, Promise<Reading>>();
  readonly #examinations = new Map<string, Promise<Examination>>();
  readonly #places = new Set<Workplace>();
  /** one reader at a time looks at a product: a reader that changes it must be told from the others */
  readonly #busy = new Map<Product, Promise<unknown>>();
  /** processes of the candidate that were started and that no cell has been charged with yet */
  #candidateRuns = 0;

  constructor(bench: Bench) {
    this.bench = bench;
    this.#kept = new KeptFiles(bench.kept);
  }

  /** Lets the candidate do the subject of a row for one release, on a fixture of the builder's. */
  produce(row: Row, candidate: Tool, builder: Tool | undefined): Promise<Outcome> {
    const run = [rowKey(row), candidate.program, commandLines(stepsOf(row, 'subject'), candidate)];
    const building = stepsOf(row, 'fixture').length > 0 ? builder?.program : undefined;
    return once(this.#bySource, JSON.stringify([run, building]), async () => {
      const fixture = await buildFixture(row, builder, this.#makePlace(), this.bench);
      if (!fixture.results.every(succeeded)) return { kind: 'product', product: unused(fixture) };
      let used = false;
      const outcome = once(this.#byContent, JSON.stringify([run, fixture.digest]), () => {
        used = true;
        return this.#playSubject(row, candidate, fixture);
      });
      if (!used) this.#remove(fixture.place);
      return outcome;
    });
  }

  /** Lets one tool read a product; the same reading of the same product is done once. */
  read(row: Row, product: Product, reader: Tool, isCandidate: boolean): Promise<Reading> {
    const steps = stepsOf(row, 'observe');
    const key = JSON.stringify([product.place.top, reader.program, commandLines(steps, reader)]);
    return once(this.#readings, key, () =>
      this.#inTurn(product, async () => {
        const before = stateOf(product.place.work);
        const played = await play(row, steps, reader, product.place, this.bench.stage);
        if (!played.ok) return { kind: 'unsupported', reason: played.unsupported };
        if (isCandidate) this.#candidateRuns += played.results.length;
        const changed = changedFiles(before, stateOf(product.place.work));
        return { kind: 'read', results: played.results, trespasses: trespasses(row, product.place, changed) };
      }),
    );
  }

  /** Lets a reference judge the images themselves: are they clean, and do they hold what its own hold. */
  examine(row: Row, product: Product, examiner: Tool, types: readonly OutputType[]): Promise<Examination> {
    const key = JSON.stringify([product.place.top, examiner.program]);
    return once(this.#examinations, key, async () => {
      const faults = await this.#inTurn(product, () =>
        checkImages(row, product.place, examiner, this.bench.stage),
      );
      const strangers =
        product.twin && (await this.#compareTwin(row, product, product.twin, examiner, types));
      return { faults, strangers };
    });
  }

  /** The round trip: the reference plays the subject on an identical fixture, and both results are the same. */
  async #compareTwin(
    row: Row,
    product: Product,
    fixture: Workplace,
    examiner: Tool,
    types: readonly OutputType[],
  ) {
    const { stage } = this.bench;
    // A copy of its own: several releases examine one product side by side.
    const twin = this.#makePlace();
    await copyWorkplace(fixture, twin);
    const steps = [...stepsOf(row, 'subject'), ...stepsOf(row, 'observe')];
    const expected = await play(row, steps, examiner, twin, stage);
    const actual = await this.read(row, product, examiner, false);
    if (!expected.ok || actual.kind !== 'read') {
      throw new Error(`${rowKey(row)}: the reference cannot play this row`);
    }
    const contents = await this.#inTurn(product, () =>
      compareContents(row, product.place, twin, examiner, stage),
    );
    this.#remove(twin);
    return [...compareLive(row, types, expected.results, actual.results), ...contents];
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
    this.#kept.move();
    for (const place of this.#places) removeWorkplace(place);
    this.#places.clear();
    for (const memory of [this.#bySource, this.#byContent, this.#readings, this.#examinations, this.#busy]) {
      memory.clear();
    }
  }

  async #playSubject(row: Row, candidate: Tool, fixture: Fixture): Promise<Outcome> {
    const { place, results, startSize } = fixture;
    const twin = row.sameContent ? this.#makePlace() : undefined;
    if (twin) await copyWorkplace(place, twin);
    const before = stateOf(place.work);
    const played = await play(row, stepsOf(row, 'subject'), candidate, place, this.bench.stage);
    if (!played.ok) return { kind: 'unsupported', reason: played.unsupported };
    this.#candidateRuns += played.results.length;
    const outputs = row.produces.map(({ file }) => file);
    const damaged = changedFiles(before, stateOf(place.work)).filter(
      (name) => before.has(name) && !outputs.includes(name),
    );
    const product: Product = {
      place,
      fixture: results,
      startSize,
      subject: played.results,
      trespasses: trespasses(row, place, damaged),
      twin,
    };
    return { kind: 'product', product };
  }

  /** Runs something while no reader looks at a product. */
  #inTurn<T>(product: Product, action: () => Promise<T>): Promise<T> {
    const turn = (this.#busy.get(product) ?? Promise.resolve()).then(action);
    this.#busy.set(
      product,
      turn.catch(() => undefined),
    );
    return turn;
  }

  #makePlace(): Workplace {
    const place = makeWorkplace(this.bench.scratch);
    this.#places.add(place);
    return place;
  }

  #remove(place: Workplace): void {
    removeWorkplace(place);
    this.#places.delete(place);
  }
}

/** Command lines of a tool for some steps: part of the identity of a run. */
function commandLines(steps: readonly Step[], tool: Tool): unknown {
  return steps.map((step) => commandLine(step.operation, tool));
}

function trespasses(row: Row, place: Workplace, changed: readonly string[]): string[] {
  const stray = strayFiles(place, Object.keys(row.files));
  return [...new Set([...changed.map((name) => `work/${name}`), ...stray])].sort();
}

/** A fixture that could not be built, on which nothing was played. */
function unused({ place, results, startSize }: Fixture): Product {
  return { place, fixture: results, startSize, subject: [], trespasses: [], twin: undefined };
}

function once<T>(memory: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
