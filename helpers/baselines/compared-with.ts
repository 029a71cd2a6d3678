import { COMPARATORS } from '../comparison/comparators.ts';
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

/** The cases of which those of a sentence are all or some: with a whole output at its release, and its own. */
export function spokenCases(
  { type, rows, at }: Collection,
  sentence: Pick<Sentence, 'since' | 'rows'>,
): Row[] {
  const { problem } = COMPARATORS[type.comparison];
  return rows.filter((row) => {
    const stored = at(row, sentence.since);
    const stdout = stored.kind === 'whole' ? stored.triple.stdout : '';
    return (stdout !== '' && problem(stdout) === undefined) || sentence.rows.includes(row);
  });
}
