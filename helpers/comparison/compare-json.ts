import type { Statement } from './comparator.ts';
import type { Difference } from './difference.ts';
import { compareExtents, extentsOf, statementsOf } from './extents.ts';
import { differenceOf } from './json-document.ts';
import { canonicalJson, isList, isObject, type JsonValue, toJson } from './json-value.ts';

type Keys = readonly (string | number)[];

/** Field-level differences between two masked documents: members in the order of their keys, list items as they stand. */
export function compareJson(expected: JsonValue, actual: JsonValue): Difference[] {
  return compareAt([], expected, actual);
}

function compareAt(keys: Keys, expected: JsonValue, actual: JsonValue): Difference[] {
  if (isObject(expected) && isObject(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].sort().flatMap((name) => {
      // `__proto__` is a key like any other.
      const [a, b] = [expected, actual].map((side) => (Object.hasOwn(side, name) ? side[name] : undefined));
      return compareSides([...keys, name], a, b);
    });
  }
  if (isList(expected) && isList(actual)) {
    const [before, after] = [extentsOf(expected), extentsOf(actual)];
    if (before && after) return compareExtents(keys, before, after);
    const length = Math.max(expected.length, actual.length);
    return Array.from({ length }, (_, at) => compareSides([...keys, at], expected[at], actual[at])).flat();
  }
  return canonicalJson(expected) === canonicalJson(actual)
    ? []
    : [differenceOf({ kind: 'field', keys }, expected, actual)];
}

/** A side that has no such value has undefined. */
function compareSides(keys: Keys, expected: JsonValue | undefined, actual: JsonValue | undefined) {
  if (expected !== undefined && actual !== undefined) return compareAt(keys, expected, actual);
  return expected === actual ? [] : [differenceOf({ kind: 'field', keys }, expected, actual)];
}

/** Every value of a document, the document itself included. */
export function fieldsOf(document: JsonValue): Statement[] {
  return fieldsFrom([], document);
}

function fieldsFrom(keys: Keys, value: JsonValue): Statement[] {
  return [{ location: { kind: 'field', keys }, value: toJson(value) }, ...fieldsBelow(keys, value)];
}

function fieldsBelow(keys: Keys, value: JsonValue): Statement[] {
  if (isList(value)) {
    const extents = extentsOf(value);
    if (extents) return statementsOf(keys, extents);
    return value.flatMap((item, at) => fieldsFrom([...keys, at], item));
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => fieldsFrom([...keys, key], item));
}
