import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { choices } from './choices.ts';
import type { Generated } from './generated.ts';
import { spellOut } from './spell-out.ts';
import type { OperationName, Tables } from './tables.ts';

/** What pipelines are generated of. */
export interface Source {
  readonly seed: number;
  readonly commands: readonly OperationName[];
  readonly tables: Tables;
}

/** Even: small numbers are no better than others where each stands for an entry of a list. */
const EVEN = fc.noBias(choices);

/** The pipeline of a number, the same whenever and wherever it is asked for; undefined where nothing is left to do in it. */
export function generate({ seed, commands, tables }: Source, number: number): Generated | undefined {
  const [made] = fc.sample(EVEN, { seed: seedOf(seed, number), numRuns: 1 });
  return made && spellOut(made, commands, tables);
}

/** Neighbours are to have nothing in common. */
function seedOf(seed: number, number: number): number {
  return createHash('sha256').update(`${seed} ${number}`).digest().readInt32LE(0);
}
