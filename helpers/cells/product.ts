import type { Difference } from '../comparison/difference.ts';
import type { StepResult } from '../pipeline/play.ts';
import type { Workplace } from '../pipeline/workplace.ts';
import type { Contents } from './digest.ts';
import type { StartSize } from './requested-size.ts';

/** What a tool made of one case's fixture, and where it lies for the readers. */
export interface Product {
  readonly place: Workplace;
  readonly fixture: readonly StepResult[];
  /** of the image that a resize starts from, where its row may be judged by the new size */
  readonly startSize: StartSize | undefined;
  /** files of the fixture as they were before the subject, as far as anything is to be held against them */
  readonly given: Contents;
  readonly subject: readonly StepResult[];
  /** what the same tool has observed of it, where it went on to do so */
  readonly observed?: readonly StepResult[];
  /** files that appeared where nothing should be written, or inputs that were touched */
  readonly touched: readonly Difference[];
  /** files of the fixture that a subject which failed has changed or removed */
  readonly harmed: readonly Difference[];
  /** why there was no room for what the subject was to write; its files are removed */
  readonly noRoom?: string | undefined;
}

export type Outcome =
  | { readonly kind: 'product'; readonly product: Product }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** What a tool read from a product. */
export type Reading =
  | {
      readonly kind: 'read';
      readonly results: readonly StepResult[];
      /** files that the reading changed or left behind */
      readonly touched: readonly Difference[];
      /** why there was no room; the product is removed */
      readonly noRoom?: string | undefined;
    }
  | { readonly kind: 'unsupported'; readonly reason: string };
