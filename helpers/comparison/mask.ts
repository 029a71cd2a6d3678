import stableStringify from 'fast-json-stable-stringify';
import type { Json } from '../pipeline/json.ts';
import { compilePlace, type Hop } from './place.ts';
import { UNORDERED, WHITELIST } from './whitelist.ts';

const allowances = WHITELIST.map(({ place, form }) => ({ at: compilePlace(place), form }));
const unordered = UNORDERED.map(({ place, key }) => ({ at: compilePlace(place), key }));

/**
 * Returns a copy of an info document in which every whitelisted value is replaced by `<number>`, `<string>`, ...
 * and every list that means a set is in order.
 */
export function maskInfo(document: Json): Json {
  return visit(document, []);
}

function visit(value: Json, path: readonly Hop[]): Json {
  const masked = allowances.some(({ at, form }) => at(path) && (form === undefined || fits(value, form)));
  if (masked && path.length > 0) return `<${jsonType(value)}>`;
  if (isArray(value)) {
    const items = value.map((item, index) => visit(item, [...path, { key: index, value: item }]));
    const order = unordered.find(({ at }) => at(path));
    return order ? sortBy(items, order.key) : items;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, visit(item, [...path, { key, value: item }])]),
    );
  }
  return value;
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function fits(value: Json, form: RegExp): boolean {
  return typeof value === 'string' && form.test(value);
}

function jsonType(value: Json): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function sortBy(items: readonly Json[], key: string | undefined): Json[] {
  const rank = (item: Json) => {
    const keyed = typeof item === 'object' && item !== null && !isArray(item) && key !== undefined;
    return stableStringify(keyed ? [(item as { [name: string]: Json })[key] ?? null, item] : item);
  };
  return [...items].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
