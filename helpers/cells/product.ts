import type { Difference } from '../comparison/difference.ts';
import type { StepResult } from '../pipeline/play.ts';
import type { Role, Row, Step } from '../pipeline/row.ts';
import type { Workplace } from '../pipeline/workplace.ts';

/** What a tool made of one case's fixture, and where it lies for the readers. */
export interface Product {
  readonly place: Workplace;
  readonly fixture: readonly StepResult[];
  /** virtual size of the image that a resize starts from, bytes, where its row may be judged by the new size */
  readonly startSize: number | undefined;
  readonly subject: readonly StepResult[];
  /** files that appeared where nothing should be written, or inputs that were touched */
  readonly trespasses: readonly string[];
  /** the fixture as it was before the subject, for rows that compare contents with the reference's */
  readonly twin: Workplace | undefined;
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
      readonly trespasses: readonly string[];
    }
  | { readonly kind: 'unsupported'; readonly reason: string };

/** What a reference found in the images themselves. */
export interface Examination {
  /** images that its `check` does not call clean */
  readonly faults: Difference[];
  /** differences from the reference's own result on an identical fixture, for rows that ask for it */
  readonly strangers: Difference[] | undefined;
}

export function stepsOf(row: Row, role: Role): Step[] {
  return row.steps.filter((step) => step.role === role);
}

export function rowKey(row: Row): string {
  return `${row.suite}/${row.target}/${row.title}`;
}
