import type { CaseDrift, DriftData } from '../../drift-data.ts';
import { wordsOf } from '../shared/words.ts';

/** Which cases are shown; empty texts are of no matter. */
export interface DriftFilter {
  readonly command: string;
  readonly type: string;
  /** words that a case or what changed in it must have, in whatever order */
  readonly text: string;
  /** whether cases that never change are left out */
  readonly changing: boolean;
}

export const EVERYTHING: DriftFilter = { command: '', type: '', text: '', changing: false };

/** A case that is shown. */
export interface ShownDrift {
  readonly at: number;
  readonly data: CaseDrift;
  readonly outcomes: readonly number[];
}

/** Says of a filter which cases are shown. */
export function filteredDrift({ cases, texts }: DriftData, filter: DriftFilter): ShownDrift[] {
  const words = wordsOf(filter.text);
  return cases.flatMap((data, at): ShownDrift[] => {
    if (filter.command !== '' && data.command !== filter.command) return [];
    if (filter.type !== '' && data.type !== filter.type) return [];
    const changed = data.changes.filter((text) => text >= 0);
    if (filter.changing && changed.length === 0) return [];
    const said = [data.type, data.target, data.name, ...changed.map((text) => texts[text])];
    const all = said.join(' ').toLowerCase();
    return words.every((word) => all.includes(word)) ? [{ at, data, outcomes: data.outcomes }] : [];
  });
}
