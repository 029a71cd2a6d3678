import deepDiff from 'deep-diff';
import type { Statement } from './comparator.ts';
import type { Difference } from './difference.ts';
import { compareExtents, extentsOf, statementsOf } from './extents.ts';
import { differenceOf } from './json-document.ts';
import { canonicalJson, isList, isObject, type JsonValue, toJson } from './json-value.ts';

type Keys = readonly (string | number)[];

/**
 * Field-level differences between two masked documents, in the order of their keys; list items as they stand.
 *
 * @param above keys under which they stand
 */
export function compareJson(expected: JsonValue, actual: JsonValue, above: Keys = []): Difference[] {
  const changes = deepDiff.diff(skeleton(expected), skeleton(actual)) ?? [];
  return changes
    .map(keysOf)
    .sort(inOrder)
    .flatMap((keys) => compareSides([...above, ...keys], valueAt(expected, keys), valueAt(actual, keys)));
}

/** Two values that differ; a side that has no such value has undefined. */
function compareSides(
  keys: Keys,
  expected: JsonValue | undefined,
  actual: JsonValue | undefined,
): Difference[] {
  if (!expected || !actual || !isList(expected) || !isList(actual)) {
    return [differenceOf({ kind: 'field', keys }, expected, actual)];
  }
  const [before, after] = [extentsOf(expected), extentsOf(actual)];
  if (before && after) return compareExtents(keys, before, after);
  // One of them is no list of extents, so they are compared as lists like any other.
  const length = Math.max(expected.length, actual.length);
  return Array.from({ length }, (_, at) => {
    const [a, b] = [expected[at], actual[at]];
    return a === undefined || b === undefined
      ? compareSides([...keys, at], a, b)
      : compareJson(a, b, [...keys, at]);
  }).flat();
}

type Skeleton = string | Skeleton[] | { [key: string]: Skeleton };

/**
 * A document for deep-diff, which has no exact numbers and passes over a member whose key is empty: every value is a
 * text, every key has a mark in front, and a list of extents, which is not compared by index, is one value.
 */
function skeleton(value: JsonValue): Skeleton {
  if (isList(value)) return value.length > 0 && extentsOf(value) ? canonicalJson(value) : value.map(skeleton);
  if (!isObject(value)) return canonicalJson(value);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [`.${key}`, skeleton(item)]));
}

/** Where a change is, by the document's own keys. */
function keysOf(change: deepDiff.Diff<Skeleton, Skeleton>): Keys {
  const path: Keys = change.kind === 'A' ? [...(change.path ?? []), change.index] : (change.path ?? []);
  return path.map((key) => (typeof key === 'string' ? key.slice(1) : key));
}

function inOrder(a: Keys, b: Keys): number {
  const at = a.findIndex((key, index) => key !== b[index]);
  const [left, right] = [a[at], b[at]];
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  return String(left) < String(right) ? -1 : 1;
}

/** undefined where the document has no such place; `__proto__` is a key like any other. */
function valueAt(document: JsonValue, keys: Keys): JsonValue | undefined {
  return keys.reduce<JsonValue | undefined>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? (value as { readonly [key: string | number]: JsonValue })[key]
        : undefined,
    document,
  );
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
