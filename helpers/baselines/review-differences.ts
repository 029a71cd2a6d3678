import type { Statement } from '../comparison/comparator.ts';
import { type Difference, type Location, writeDifference, writeLocation } from '../comparison/difference.ts';
import { groupBy } from '../files/group-by.ts';
import type { Json } from '../pipeline/json.ts';

/** Entries of one list whose differences are told one by one; of more only how many there are. */
const ENTRIES_TOLD = 3;
const VALUE_WIDTH = 200;

/** A difference of a review page: of one place, or of so many entries of a list that they are told together. */
export type Told =
  | { readonly kind: 'single'; readonly difference: Difference }
  | {
      readonly kind: 'list';
      readonly list: string;
      /** its length on either side */
      readonly before: number;
      readonly after: number;
      /** where it differs first */
      readonly first: string;
    };

/** Tells the differences of two outputs shortly. @param before what the first of them says, @param after the second */
export function tell(
  differences: readonly Difference[],
  before: readonly Statement[],
  after: readonly Statement[],
): Told[] {
  const groups = groupBy(differences, (difference) => JSON.stringify(entryOf(difference.location)?.list));
  return [...groups.values()].flatMap((members): Told[] => {
    const entries = members.flatMap(({ location }) => entryOf(location) ?? []);
    const [entry] = entries;
    if (!entry || new Set(entries.map(({ at }) => at)).size <= ENTRIES_TOLD) {
      return members.map((difference) => ({ kind: 'single', difference }));
    }
    const [a, b] = [lengthAt(before, entry.list), lengthAt(after, entry.list)];
    return [{ kind: 'list', list: entry.name, before: a, after: b, first: entry.at }];
  });
}

/** The outermost list that a location is in, and the entry of it. */
function entryOf(location: Location): { list: Location; name: string; at: string } | undefined {
  if (location.kind === 'extent') {
    const { keys, start } = location;
    const list: Location = { kind: 'field', keys };
    return { list, name: keys.length === 0 ? 'extents' : `extents of ${writeLocation(list)}`, at: start };
  }
  if (location.kind !== 'field') return undefined;
  const depth = location.keys.findIndex((key) => typeof key === 'number');
  if (depth < 0) return undefined;
  const list: Location = { kind: 'field', keys: location.keys.slice(0, depth) };
  return { list, name: writeLocation(list), at: `[${location.keys[depth]}]` };
}

function lengthAt(statements: readonly Statement[], list: Location): number {
  const path = writeLocation(list);
  const value = statements.find(({ location }) => writeLocation(location) === path)?.value;
  return Array.isArray(value) ? value.length : 0;
}

/** How a page says what became of something: of a field, its values; of a long list, its length. */
export function changeLine(told: Told): string {
  if (told.kind === 'list') return `\`${told.list}\`: ${lengths(told)}`;
  const { path, expected, actual } = writeDifference(told.difference);
  if (expected === undefined) return `\`${path}\` appears: ${valueText(actual)}`;
  if (actual === undefined) return `\`${path}\` goes: ${valueText(expected)}`;
  return `\`${path}\`: ${valueText(expected)} → ${valueText(actual)}`;
}

/** How a page says what a case prints that another does not. A line of a text is told as it is. */
export function otherwise(told: Told): string {
  if (told.kind === 'list') return `\`${told.list}\` ${lengths(told)}`;
  const { path, actual } = writeDifference(told.difference);
  const line = told.difference.location.kind === 'line' && /^(.+)\n$/.exec(`${actual}`)?.[1];
  if (line) return `\`${line}\``;
  return actual === undefined ? `no \`${path}\`` : `\`${path}\` ${valueText(actual)}`;
}

function lengths({ before, after, first }: Extract<Told, { kind: 'list' }>): string {
  return `${before} → ${after}, first difference at ${first}`;
}

function valueText(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? '';
  const isLong = text.length > VALUE_WIDTH;
  return isLong ? `\`${text.slice(0, VALUE_WIDTH)}…\` (${text.length} characters)` : `\`${text}\``;
}
