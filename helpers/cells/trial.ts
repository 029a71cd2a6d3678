import type { Expectation } from '../baselines/expectation.ts';
import { succeeded } from '../pipeline/play.ts';
import { type OnRejection, type Row, stepsOf } from '../pipeline/row.ts';
import type { Tool } from '../pipeline/tool.ts';
import type { Cell } from './cell.ts';
import type { Product } from './product.ts';

/** What is to be judged: the candidate's product in a cell, and what the release did there. */
export interface Trial {
  readonly cell: Cell;
  readonly expected: Expectation;
  readonly candidate: Tool;
  readonly product: Product;
}

/** By what a product is judged: as it is recorded, or by another rule, since the reference refused to make it. */
export type Rule = Exclude<OnRejection, { kind: 'reject too' }> | { readonly kind: 'as recorded' };

export function ruleFor({ cell: { row }, expected, product }: Trial): Rule {
  const { onRejection } = row;
  const isRefused = !isCarriedOut(row, expected) && product.subject.every(succeeded);
  return isRefused && onRejection.kind !== 'reject too' ? onRejection : { kind: 'as recorded' };
}

/** Whether a release did what the subject of a row asks for. */
export function isCarriedOut(row: Row, { exitCodes }: Expectation): boolean {
  return stepsOf(row, 'subject').every(({ name }) => exitCodes.get(name) === 0);
}
