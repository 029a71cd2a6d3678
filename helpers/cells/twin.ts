import { join } from 'node:path';
import type { Expectation } from '../baselines/expectation.ts';
import type { Difference } from '../comparison/difference.ts';
import { withGuestData } from '../pipeline/guest-data.ts';
import type { ProbedImage } from '../pipeline/operation.ts';
import { limitsOf, play, type StepResult, succeeded } from '../pipeline/play.ts';
import { type HeldContent, type Row, type Step, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import { makeWorkplace, removeWorkplace, type Workplace } from '../pipeline/workplace.ts';
import { buildFixture, copyWorkplace, type Fixture } from './build-fixture.ts';
import type { Workshop } from './environment.ts';
import { harmedFiles } from './harmed-files.ts';
import { expectationOf } from './judge.ts';
import { lackedSpace, OutOfSpace, withRoom } from './out-of-space.ts';
import { throughRaw } from './requested-size.ts';
import { said } from './said.ts';

/** Why nothing can be said of guest data. */
export interface Impossible {
  readonly impossible: string;
}

/** What a reference did with images that hold known data. */
export interface TwinPlay {
  /** the row with its data */
  readonly row: Row;
  /** as it was before the subject, for whoever plays beside */
  readonly fixture: Fixture;
  /** where it was played */
  readonly place: Workplace;
  readonly results: readonly StepResult[];
  /** the step that it refused, if it did */
  readonly refusal: StepResult | undefined;
  /** what its refusal has done to the files all the same */
  readonly harmed: readonly Difference[];
}

/** An image of a product, and the one that it is held against. */
export type Pairs = readonly (readonly [image: HeldContent, other: ProbedImage])[];

/**
 * A row as a reference plays it on images that hold known data, for all who are judged beside it: releases, and in
 * the tests of the harness one faulty candidate after the other.
 */
export class Twin {
  readonly counterpart: Tool;
  readonly #row: Row;
  readonly #workshop: Workshop;
  #places: Workplace[] = [];
  #play: Promise<TwinPlay | Impossible> | undefined;
  #images: Promise<Pairs | Impossible> | undefined;
  #observed: Promise<Expectation> | undefined;

  constructor(row: Row, counterpart: Tool, workshop: Workshop) {
    this.#row = withGuestData(row);
    this.counterpart = counterpart;
    this.#workshop = workshop;
  }

  play(): Promise<TwinPlay | Impossible> {
    this.#play ??= withRoom(this.#workshop, () => this.#playOnce());
    return this.#play;
  }

  /** What each image of a product is to hold, as an image that a reference can read. */
  images(play: TwinPlay): Promise<Pairs | Impossible> {
    this.#images ??= this.#imagesOf(play);
    return this.#images;
  }

  /** What the reference observes of its own product. */
  observed({ row, place }: TwinPlay): Promise<Expectation> {
    this.#observed ??= this.#mustPlay(stepsOf(row, 'observe'), place).then((results) =>
      expectationOf(row, results),
    );
    return this.#observed;
  }

  /** Removes the files; nothing can be asked any more of what was played. */
  clear(): void {
    for (const place of this.#places) removeWorkplace(place);
    this.#places = [];
  }

  async #playOnce(): Promise<TwinPlay | Impossible> {
    this.clear();
    const row = this.#row;
    const fixture = await buildFixture(row, this.counterpart, this.#makePlace(), this.#workshop);
    if ('unsupported' in fixture) return { impossible: fixture.unsupported };
    const broken = this.#allEnded(fixture.results).find((step) => !succeeded(step));
    if (broken) return { impossible: `${this.#name} cannot build it: ${broken.name} ${said(broken)}` };
    const place = this.#makePlace();
    await copyWorkplace(fixture.place, place);
    const results = await this.#mustPlay(stepsOf(row, 'subject'), place);
    const refusal = results.find((result) => !succeeded(result));
    const harmed = refusal ? await harmedFiles(place, fixture.given) : [];
    return { row, fixture, place, results, refusal, harmed };
  }

  async #imagesOf({ row, place, refusal }: TwinPlay): Promise<Pairs | Impossible> {
    const { onRejection, produces } = row;
    const sameContent: readonly HeldContent[] = row.sameContent ?? produces;
    const beside = (image: ProbedImage, { work } = place) => ({ ...image, file: join(work, image.file) });
    const pairs: [HeldContent, ProbedImage][] = [];
    if (!refusal) {
      for (const image of sameContent) {
        pairs.push([image, beside(image.as ?? image, await this.#atSnapshot(image, place))]);
      }
      return pairs;
    }
    if (onRejection.kind !== 'requested size') {
      return { impossible: `${this.#name} refuses it: ${said(refusal)}` };
    }
    for (const image of sameContent) {
      const { steps, result } = throughRaw(image, onRejection.size);
      const broken = (await this.#mustPlay(steps, place)).find((step) => !succeeded(step));
      if (broken) return { impossible: `${this.#name} cannot resize it as raw data: ${said(broken)}` };
      pairs.push([image, beside(result)]);
    }
    return pairs;
  }

  /** Where an image is as it is to be compared: a copy, where that is as it is in a snapshot. */
  async #atSnapshot(image: HeldContent, place: Workplace): Promise<Workplace> {
    const { file, format, snapshot } = image;
    if (snapshot === undefined) return place;
    const copy = this.#makePlace();
    await copyWorkplace(place, copy);
    const operation = { op: 'snapshot', file, format, action: { apply: snapshot } } as const;
    const broken = (await this.#mustPlay([{ name: 'go back', role: 'observe', operation }], copy)).find(
      (step) => !succeeded(step),
    );
    if (broken) throw new Error(`guest data cannot be judged: ${this.#name} cannot ${said(broken)}`);
    return copy;
  }

  /** @throws where the reference has no command for a step, or comes to no end of its own */
  async #mustPlay(steps: readonly Step[], place: Workplace): Promise<StepResult[]> {
    const { timeLimit, signal } = this.#workshop;
    const played = await play(steps, this.counterpart, place, limitsOf(this.#row, timeLimit, signal));
    if (!played.ok) throw new Error(played.unsupported);
    return this.#allEnded(played.results);
  }

  /** A reference that was killed, or ran out of time, has refused nothing. */
  #allEnded(results: readonly StepResult[]): StepResult[] {
    const dead = results.find(({ ending }) => ending.kind !== 'exited');
    if (dead) throw new Error(`guest data cannot be judged: ${this.#name}: ${dead.name} ${said(dead)}`);
    const { scratch } = this.#workshop;
    if (lackedSpace(results, scratch)) throw new OutOfSpace(scratch);
    return [...results];
  }

  get #name(): string {
    return `qemu-img ${this.counterpart.release}`;
  }

  #makePlace(): Workplace {
    const place = makeWorkplace(this.#workshop.scratch, this.#row.files);
    this.#places.push(place);
    return place;
  }
}
