import type { Row } from '../pipeline/row.ts';
import type { Collection } from './collection.ts';
import type { Sentence } from './sentences.ts';

/** Says which release a change is held against, where that is not the one before. */
export function comparedWith(
  { since, before }: Pick<Sentence, 'since' | 'before'>,
  versions: readonly string[],
): string {
  const isNext = versions.indexOf(since) === versions.indexOf(before) + 1;
  return isNext ? '' : ` (since ${before}: not recorded between)`;
}

/** The cases of which those of a sentence are all or some: with an output at its release, and its own. */
export function spokenCases({ rows, at }: Collection, sentence: Pick<Sentence, 'since' | 'rows'>): Row[] {
  return rows.filter((row) => {
    const stored = at(row, sentence.since);
    return (stored.kind === 'whole' && stored.triple.stdout !== '') || sentence.rows.includes(row);
  });
}
