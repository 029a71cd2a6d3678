import { canonicalJson, ExactNumber, isList, isObject, type JsonValue, keysOf } from './json-value.ts';
import { compilePlace, follow, isReached, mayLead, type Places } from './place.ts';
import { UNORDERED, WHITELIST } from './whitelist.ts';

/** What is done to a value at a place. */
type Rule =
  | { readonly kind: 'mask'; readonly form: RegExp | undefined }
  | { readonly kind: 'sort'; readonly key: string | undefined };

/** Items of a list that is put in order; no image has so many bitmaps, and a million would take seconds. */
const SET = 10_000;

const PLACES: Places<Rule> = [
  ...WHITELIST.map(({ place, form }) => compilePlace<Rule>(place, { kind: 'mask', form })),
  ...UNORDERED.map(({ place, key }) => compilePlace<Rule>(place, { kind: 'sort', key })),
];

/**
 * Replaces every whitelisted value of an info document by `<number>`, `<string>`, ..., and puts every list that means a
 * set in order. That is done in the document itself: one of a million values is not copied for it.
 */
export function maskInfo(document: JsonValue): JsonValue {
  return visit(document, PLACES);
}

function visit(value: JsonValue, places: Places<Rule>): JsonValue {
  let order: Extract<Rule, { kind: 'sort' }> | undefined;
  for (const place of places) {
    if (!isReached(place)) continue;
    const rule = place.at;
    if (rule.kind === 'sort') order ??= rule;
    else if (rule.form === undefined || fits(value, rule.form)) return `<${jsonType(value)}>`;
  }
  if (isList(value)) {
    visitEach(value as JsonValue[], value.keys(), places);
    return order && value.length <= SET ? sortBy(value, order.key) : value;
  }
  if (isObject(value)) visitEach(value as { [key: string]: JsonValue }, keysOf(value), places);
  return value;
}

function visitEach<K extends string | number>(
  container: { [key in K]: JsonValue },
  keys: Iterable<K>,
  places: Places<Rule>,
): void {
  for (const key of keys) {
    const value = container[key];
    if (typeof value !== 'object' && !mayLead(places, key)) continue;
    const visited = visit(value, follow(places, { key, value }));
    if (visited !== value) container[key] = visited;
  }
}

function fits(value: JsonValue, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function jsonType(value: JsonValue): string {
  if (value === null) return 'null';
  if (value instanceof ExactNumber) return 'number';
  return Array.isArray(value) ? 'array' : typeof value;
}

function sortBy(items: readonly JsonValue[], key: string | undefined): JsonValue[] {
  const byRank = new Map<string, JsonValue>();
  const ranks = items.map((item) => {
    const keyed = isObject(item) && key !== undefined;
    const rank = canonicalJson(keyed ? [item[key] ?? null, item] : item);
    byRank.set(rank, item);
    return rank;
  });
  // Of one rank are equal items only.
  return ranks.sort().map((rank) => byRank.get(rank) ?? null);
}
