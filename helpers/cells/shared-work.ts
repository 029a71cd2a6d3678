import type { Difference } from '../comparison/difference.ts';
import { commandLine } from '../pipeline/command-line.ts';
import { limitsOf, play, succeeded } from '../pipeline/play.ts';
import { type Row, rowKey, type Step, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace, type Workplace } from '../pipeline/workplace.ts';
import { buildFixture, copyWorkplace, type Fixture } from './build-fixture.ts';
import type { Environment } from './environment.ts';
import { checkImages, compareContents } from './examine.ts';
import { compareOutputs, outputsOf } from './judge.ts';
import type { KeptFiles } from './kept-files.ts';
import type { Examination, Outcome, Product, Reading } from './product.ts';
import { fileStates, touchedFiles } from './touched-files.ts';

/**
 * Runs of the candidate, each done once: a run is known by the content of its input files and its command lines, so
 * releases that ask for the same share it, however many are recorded.
 */
export class SharedWork {
  readonly environment: Environment;
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

  constructor(environment: Environment, kept: KeptFiles) {
    this.environment = environment;
    this.#kept = kept;
  }

  /** Lets the candidate do the subject of a row for one release, on a fixture of the builder's. */
  produce(row: Row, candidate: Tool, builder: Tool | undefined): Promise<Outcome> {
    const run = [rowKey(row), candidate.program, commandLines(stepsOf(row, 'subject'), candidate)];
    const building = stepsOf(row, 'fixture').length > 0 ? builder?.program : undefined;
    return once(this.#bySource, JSON.stringify([run, building]), async () => {
      const fixture = await buildFixture(row, builder, this.#makePlace(row), this.environment);
      if ('unsupported' in fixture) return { kind: 'unsupported', reason: fixture.unsupported };
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
        const before = fileStates(product.place);
        const played = await play(steps, reader, product.place, this.#limits(row));
        if (!played.ok) return { kind: 'unsupported', reason: played.unsupported };
        if (isCandidate) this.#candidateRuns += played.results.length;
        return { kind: 'read', results: played.results, touched: touchedFiles(product.place, before, []) };
      }),
    );
  }

  /** Lets a reference judge the images themselves: are they clean, and do they hold what its own hold. */
  examine(row: Row, product: Product, examiner: Tool): Promise<Examination> {
    const key = JSON.stringify([product.place.top, examiner.program]);
    return once(this.#examinations, key, async () => {
      const check = await this.#inTurn(product, () =>
        checkImages(row.produces, examiner, product.place, this.#limits(row)),
      );
      const { untouchedFixture } = product;
      if (!untouchedFixture) return { check, compare: undefined };
      return { check, compare: await this.#roundTrip(row, product, untouchedFixture, examiner) };
    });
  }

  /** The round trip: the reference plays the subject on an identical fixture, and both results are the same. */
  async #roundTrip(row: Row, product: Product, fixture: Workplace, examiner: Tool): Promise<Difference[]> {
    const limits = this.#limits(row);
    // A copy of its own: several releases examine one product side by side.
    const own = this.#makePlace(row);
    await copyWorkplace(fixture, own);
    const steps = [...stepsOf(row, 'subject'), ...stepsOf(row, 'observe')];
    const expected = await play(steps, examiner, own, limits);
    const actual = await this.read(row, product, examiner, false);
    if (!expected.ok || actual.kind !== 'read') {
      throw new Error(`${rowKey(row)}: the reference cannot play this row`);
    }
    const contents = await this.#inTurn(product, () =>
      compareContents(row.sameContent ?? [], examiner, [product.place, own], limits),
    );
    this.#remove(own);
    const { outputs } = row;
    return [...compareOutputs(outputs, actual.results, outputsOf(outputs, expected.results)), ...contents];
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
    for (const memory of [this.#bySource, this.#byContent, this.#readings, this.#examinations, this.#busy]) {
      memory.clear();
    }
  }

  async #playSubject(row: Row, candidate: Tool, fixture: Fixture): Promise<Outcome> {
    const { place, results, startSize } = fixture;
    const untouchedFixture = row.sameContent ? this.#makePlace(row) : undefined;
    if (untouchedFixture) await copyWorkplace(place, untouchedFixture);
    const before = fileStates(place);
    const played = await play(stepsOf(row, 'subject'), candidate, place, this.#limits(row));
    if (!played.ok) {
      return { kind: 'unsupported', reason: `${candidate.dialect.name}: ${played.unsupported}` };
    }
    this.#candidateRuns += played.results.length;
    const touched = touchedFiles(
      place,
      before,
      row.produces.map(({ file }) => file),
    );
    return {
      kind: 'product',
      product: { place, fixture: results, startSize, subject: played.results, touched, untouchedFixture },
    };
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

  #limits(row: Row) {
    const { timeLimit, signal } = this.environment;
    return limitsOf(row, timeLimit, signal);
  }

  #makePlace(row: Row): Workplace {
    const place = makeWorkplace(this.environment.scratch, row.files);
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

/** A fixture that could not be built, on which nothing was played. */
function unused({ place, results, startSize }: Fixture): Product {
  return { place, fixture: results, startSize, subject: [], touched: [], untouchedFixture: undefined };
}

function once<T>(memory: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const known = memory.get(key);
  if (known) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
