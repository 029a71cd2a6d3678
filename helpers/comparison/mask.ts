import { canonicalJson, ExactNumber, isList, isObject, type JsonValue } from './json-value.ts';
import { compilePlace, type Hop } from './place.ts';
import { UNORDERED, WHITELIST } from './whitelist.ts';

const allowances = WHITELIST.map(({ place, form }) => ({ at: compilePlace(place), form }));
const unordered = UNORDERED.map(({ place, key }) => ({ at: compilePlace(place), key }));

/**
 * Returns a copy of an info document in which every whitelisted value is replaced by `<number>`, `<string>`, ...
 * and every list that means a set is in order.
 */
export function maskInfo(document: JsonValue): JsonValue {
  return visit(document, []);
}

function visit(value: JsonValue, path: readonly Hop[]): JsonValue {
  const masked = allowances.some(({ at, form }) => at(path) && (form === undefined || fits(value, form)));
  if (masked && path.length > 0) return `<${jsonType(value)}>`;
  if (isList(value)) {
    const items = value.map((item, index) => visit(item, [...path, { key: index, value: item }]));
    const order = unordered.find(({ at }) => at(path));
    return order ? sortBy(items, order.key) : items;
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, visit(item, [...path, { key, value: item }])]),
    );
  }
  return value;
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
  const rank = (item: JsonValue) => {
    const keyed = isObject(item) && key !== undefined;
    return canonicalJson(keyed ? [item[key] ?? null, item] : item);
  };
  return [...items].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}
