import type { Result } from '../../../cells/verdict.ts';
import type { Reader } from '../../../pipeline/reader.ts';
import type { Kind } from '../../../reporting/history/change.ts';
import type { CaseData, Outcome, ReportData } from '../../report-data.ts';
import { wordsOf } from '../shared/words.ts';

/** Which cells are shown; empty texts and sets are of no matter. */
export interface Filter {
  readonly suite: string;
  readonly target: string;
  readonly results: ReadonlySet<Result>;
  readonly reader: Reader | '';
  /** what has become of a cell since the older run */
  readonly change: Kind | '';
  /** words that a case or what was found in it must have, in whatever order */
  readonly text: string;
}

export const EVERYTHING: Filter = {
  suite: '',
  target: '',
  results: new Set(),
  reader: '',
  change: '',
  text: '',
};

export function isEverything({ suite, target, results, reader, change, text }: Filter): boolean {
  return results.size === 0 && [suite, target, reader, change, text.trim()].every((part) => part === '');
}

/** A case of which something is shown. */
export interface ShownCase {
  /** place among all cases */
  readonly at: number;
  readonly data: CaseData;
  /** by release: the place of an outcome that is shown, or -1 */
  readonly outcomes: readonly number[];
}

/** Says of a filter which cases, and which cells of them, are shown. */
export function filtered({ run, cases, outcomes }: ReportData, filter: Filter): ShownCase[] {
  const words = cellWordsOf(filter.text);
  // A cell is found by its name as it is printed, or as it stands in an address.
  const isNamed = run.versions.map((version) => words.every((word) => !isRelease(word) || word === version));
  const isShown = outcomes.map((outcome) => matchesOutcome(outcome, filter));
  const found = outcomes.map(({ text, result }) => `${result} ${text}`.toLowerCase());
  return cases.flatMap((data, at): ShownCase[] => {
    if (filter.suite !== '' && data.suite !== filter.suite) return [];
    if (filter.target !== '' && data.target !== filter.target) return [];
    const name = `${data.suite} ${data.target} ${data.name}`.toLowerCase();
    const left = words.filter((word) => !isRelease(word) && !name.includes(word));
    const shown = data.outcomes.map((outcome, at) =>
      isNamed[at] && isShown[outcome] && left.every((word) => found[outcome]?.includes(word)) ? outcome : -1,
    );
    return shown.some((outcome) => outcome >= 0) ? [{ at, data, outcomes: shown }] : [];
  });
}

function matchesOutcome({ result, readers, change }: Outcome, filter: Filter): boolean {
  if (filter.change !== '' && change !== filter.change) return false;
  if (filter.results.size > 0 && !filter.results.has(result)) return false;
  return filter.reader === '' || readers.includes(filter.reader);
}

/** `dd raw 1M @ 10.0.13` and `dd/raw/1M@10.0.13` are the same words. */
function cellWordsOf(text: string): string[] {
  return wordsOf(text.replace(/[/@›#]/g, ' '));
}

function isRelease(word: string): boolean {
  return /^\d+\.\d+\.\d+$/.test(word);
}
