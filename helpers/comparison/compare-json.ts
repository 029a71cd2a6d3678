import deepDiff from 'deep-diff';
import type { Statement } from './comparator.ts';
import type { Difference } from './difference.ts';
import { compareExtents, extentsOf, extentsOfBoth, statementsOf } from './extents.ts';
import { differenceOf } from './json-document.ts';
import { isList, isObject, type JsonValue, toJson } from './json-value.ts';
import { keyOfMark, narrowDocuments, type Unlike } from './narrow-documents.ts';
import { Told } from './told.ts';
import { toldKeys } from './told-keys.ts';

type Keys = readonly (string | number)[];

/**
 * Field-level differences between two masked documents, in the order of their keys; list items as they stand. Those
 * of the expected document are told first where there are too many.
 */
export function compareJson(expected: JsonValue, actual: JsonValue): Difference[] {
  const told = new Told();
  const unlike = narrowDocuments(expected, actual, told);
  if (!unlike) return told.differences;
  const changes = deepDiff.diff(unlike.expected, unlike.actual) ?? [];
  for (const keys of changes.map(keysOf).sort(inOrder)) {
    const [before, after] = [valueAt(expected, keys), valueAt(actual, keys)];
    const extents = extentsOfBoth(before, after);
    if (extents) compareExtents(keys, ...extents, told);
    else told.add(() => differenceOf({ kind: 'field', keys: toldKeys(keys) }, before, after));
  }
  return told.differences;
}

/** Where a change is, by the document's own keys. */
function keysOf({ path = [] }: deepDiff.Diff<Unlike, Unlike>): Keys {
  return path.map((key) => keyOfMark(String(key)));
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
