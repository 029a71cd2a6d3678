import { COMPARATORS } from '../comparison/comparators.ts';
import { countDifferences } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Comparison, Row } from '../pipeline/row.ts';
import { fill } from '../text/fill.ts';
import type { Collection } from './collection.ts';
import { refusalOf } from './refusal.ts';
import { otherwise, tell } from './review-differences.ts';
import type { Stored } from './store.ts';

const LINES_SHOWN = 80;
/** What one case prints otherwise than the one that is shown in full. */
const DIFFERENCES_SHOWN = 8;

interface Case {
  readonly row: Row;
  readonly stored: Stored;
}

/**
 * What a release prints in every case, so that a case that is new on a page is seen with its output: by target, one case
 * in full, and of each other a line of what it prints otherwise. A refused case is shown with the refusal.
 */
export function casesAt(collection: Collection, version: string): string[] {
  const targets = groupBy(collection.rows, ({ target }) => target);
  return [
    `## What ${version} prints`,
    '',
    'Of each target one case in full, and of the others what they print otherwise.',
    '',
    ...[...targets].flatMap(([target, rows]) => [
      `### ${target}`,
      '',
      ...casesOfTarget(collection, rows, version),
      '',
    ]),
  ];
}

function casesOfTarget({ type, at }: Collection, rows: readonly Row[], version: string): string[] {
  const cases = rows.map((row): Case => ({ row, stored: at(row, version) }));
  const model = cases.find(({ stored }) => printed(stored) !== '');
  const others = groupBy(
    cases.filter((one) => one !== model),
    ({ stored }) => JSON.stringify(otherCase(printed(model?.stored), stored, type.comparison)),
  );
  const list = [...others].flatMap(([parts, members]) => {
    const names = listed(members.map(({ row }) => row.stem));
    return fill(['*', ...ending(names, ':'), ...listed(JSON.parse(parts) as string[])], '  ');
  });
  return model ? [...inFull(model, type.comparison), ...(list.length > 0 ? [''] : []), ...list] : list;
}

function printed(stored: Stored | undefined): string {
  return stored?.kind === 'whole' ? stored.triple.stdout : '';
}

function inFull({ row, stored }: Case, comparison: Comparison): string[] {
  const lines = COMPARATORS[comparison].shown(printed(stored)).replace(/\n$/, '').split('\n');
  const more = lines.length - LINES_SHOWN;
  return [
    `${[row.stem, ...refusal(stored)].join(', ')}:`,
    '',
    '```',
    ...lines.slice(0, LINES_SHOWN),
    ...(more > 0 ? [`… (${more} more lines)`] : []),
    '```',
  ];
}

/** @param model what the case printed that is shown in full */
function otherCase(model: string, stored: Stored, comparison: Comparison): string[] {
  if (stored.kind !== 'whole') return [stored.kind === 'absent' ? 'not recorded' : 'broken'];
  const text = printed(stored);
  const parts = [...refusal(stored), ...(text === '' ? [] : unlike(model, text, comparison))];
  return parts.length === 0 ? ['nothing'] : parts;
}

/** The parts of a list as words, each with its comma. */
function listed(parts: readonly string[]): string[] {
  return parts.map((part, at) => (at === parts.length - 1 ? part : `${part},`));
}

function ending(words: readonly string[], mark: string): string[] {
  return words.map((word, at) => (at === words.length - 1 ? word + mark : word));
}

/** The step that failed, and what was said of it. */
function refusal(stored: Stored): string[] {
  if (stored.kind !== 'whole') return [];
  const refused = refusalOf(stored.triple);
  return refused === undefined
    ? []
    : [`${refused.step} exits with ${refused.code}`, ...refused.said.map((line) => `\`${line}\``)];
}

function unlike(model: string, text: string, comparison: Comparison): string[] {
  const { compare, statements } = COMPARATORS[comparison];
  const differences = compare(model, text);
  if (differences.length === 0) return ['the same'];
  const named = differences.filter(({ location }) => location.kind !== 'untold');
  const told = tell(named, statements(model), statements(text)).map(otherwise);
  const shown = told.slice(0, DIFFERENCES_SHOWN);
  const more = told.length - shown.length + countDifferences(differences) - named.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])];
}
