import { createHash } from 'node:crypto';
import type { Expectation } from '../../baselines/expectation.ts';
import { type Row, rowKey } from '../../pipeline/row.ts';

/** How many rows are taken at least, where there are so many. */
const AT_LEAST = 2;

/** What may decide how a cell is judged: whose it is, what it makes, what is done in it, and how that ends. */
export function traitsOf(row: Row, { exitCodes }: Expectation): string[] {
  return [
    `suite ${row.suite}`,
    `target ${row.target}`,
    `steps ${row.steps.map(({ role, operation }) => `${role} ${operation.op}`).join()}`,
    `ends ${[...exitCodes.values()].join()}`,
    `if refused ${row.onRejection.kind}`,
  ];
}

/**
 * Of rows that are tried for the same so many that every trait of any of them is a trait of one that is taken: the first
 * that has it.
 */
export function sampleOf(rows: readonly Row[], traits: (row: Row) => readonly string[]): readonly Row[] {
  const seen = new Set<string>();
  const taken = new Set<Row>();
  for (const row of rows) {
    const added = traits(row).filter((trait) => !seen.has(trait));
    if (added.length > 0) taken.add(row);
    for (const trait of added) seen.add(trait);
  }
  for (const row of rows) if (taken.size < AT_LEAST) taken.add(row);
  return rows.filter((row) => taken.has(row));
}

/** The same in another order, which a name decides: that of a fault, so that one takes what another has left out. */
export function shuffled(rows: readonly Row[], name: string): Row[] {
  const place = (row: Row) =>
    createHash('sha256')
      .update(`${name} ${rowKey(row)}`)
      .digest('hex');
  return [...rows].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
