import type { Shown } from '../pipeline/dialect.ts';
import type { Json } from '../pipeline/json.ts';
import type { Difference, Location } from './difference.ts';

/** One thing that an output says, and where. */
export interface Statement {
  readonly location: Location;
  /** undefined where the location is not of one value */
  readonly value?: Json;
}

/** How two outputs of one type are judged. Texts carry placeholders already. */
export interface Comparator {
  /** @returns what differs; nothing means equal. Of very many differences the last stands for those that are not told. */
  compare(expected: string, actual: string): Difference[];
  /** as `compare`, for an output that is held against several: it is read once */
  against(actual: string): (expected: string) => Difference[];
  /** as `against`, for fields that somebody shows of such an output: the others are not compared; left out where it has none */
  againstShown?(shown: Shown): (expected: string) => Difference[];
  /** a text that is the same for two outputs exactly if they are equal: for grouping and for quiet recording */
  canonical(text: string): string;
  /** what is wrong with a text that claims to be such an output, if anything */
  problem(text: string): string | undefined;
  /** the text as a reviewer reads it: what cannot be compared left out */
  shown(text: string): string;
  /** everything that an output says and that can be another in the next: what a known divergence may name */
  statements(text: string): Statement[];
}
