import fc from 'fast-check';

/**
 * One step of a generated pipeline, as numbers: each stands for a place in a list of what is possible there, counted round
 * and round, simplest first. So any choice means something, whatever was left out before it, and smaller is simpler.
 */
export interface StepChoice {
  /** which of the commands that are explored */
  readonly command: number;
  /** which of the images that there are */
  readonly image: number;
  /** which other image, where one is needed */
  readonly other: number;
  readonly format: number;
  readonly size: number;
  /** at most three */
  readonly options: readonly number[];
  /** which form of the command: flags, and whether a size is relative */
  readonly form: number;
  /** what else the command takes: operands of dd, actions on a bitmap, preallocation, granularity */
  readonly more: readonly number[];
}

/** A stretch of guest data. */
export interface DataChoice {
  readonly at: number;
  readonly length: number;
}

/** A pipeline before it is spelled out. */
export interface Choices {
  /** of the image that there is at first */
  readonly format: number;
  readonly size: number;
  readonly options: readonly number[];
  readonly data: readonly DataChoice[];
  /** images that lie over it, each backed by the one before */
  readonly overlays: number;
  readonly steps: readonly StepChoice[];
}

/** Operations of a pipeline, its fixture aside. */
const MOST_STEPS = 5;
const MOST_OPTIONS = 3;

const place = fc.nat(997);
const options = fc.array(place, { maxLength: MOST_OPTIONS });

const step: fc.Arbitrary<StepChoice> = fc.record({
  command: place,
  image: place,
  other: place,
  format: place,
  size: place,
  options,
  form: place,
  more: fc.array(place, { maxLength: 3 }),
});

/** Everything that can be generated: half of all pipelines have one operation, which is found and shrunk soonest. */
export const choices: fc.Arbitrary<Choices> = fc.record({
  format: place,
  size: place,
  options,
  data: fc.array(fc.record({ at: place, length: place }), { maxLength: 4 }),
  overlays: place,
  steps: fc.oneof(
    { withCrossShrink: true },
    fc.array(step, { minLength: 1, maxLength: 1 }),
    fc.array(step, { minLength: 1, maxLength: MOST_STEPS }),
  ),
});

/** The entry of a list that a choice stands for. @throws RangeError for an empty list */
export function chosen<T>(list: readonly T[], choice: number): T {
  if (list.length === 0) throw new RangeError('there is nothing to choose from');
  return list[choice % list.length] as T;
}

/** Entries of a list, each once, in the order of the choices. */
export function chosenSome<T>(list: readonly T[], some: readonly number[]): T[] {
  return list.length === 0 ? [] : [...new Set(some.map((choice) => chosen(list, choice)))];
}
