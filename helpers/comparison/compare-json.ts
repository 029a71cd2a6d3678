import deepDiff from 'deep-diff';
import type { Json } from '../pipeline/json.ts';
import { type Difference, type Location, writeLocation } from './difference.ts';

/** Field-level differences between two masked documents, in the order of their paths. */
export function compareJson(expected: Json, actual: Json): Difference[] {
  const changes = deepDiff.diff(expected, actual) ?? [];
  return changes
    .map(toDifference)
    .map((difference) => ({ difference, path: writeLocation(difference.location) }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ difference }) => difference);
}

function toDifference(change: deepDiff.Diff<Json, Json>): Difference {
  const keys: (string | number)[] = change.path ?? [];
  if (change.kind === 'A') {
    return toDifference({ ...change.item, path: [...keys, change.index] } as typeof change);
  }
  return {
    location: { kind: 'field', keys },
    ...('lhs' in change ? { expected: change.lhs } : {}),
    ...('rhs' in change ? { actual: change.rhs } : {}),
  };
}

/** Every value of a document, the document itself included. */
export function fieldsOf(document: Json): Location[] {
  return [{ kind: 'field', keys: [] }, ...fieldsBelow([], document)];
}

function fieldsBelow(keys: readonly (string | number)[], value: Json): Location[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...keys, Array.isArray(value) ? Number(key) : key];
    return [{ kind: 'field', keys: at } as const, ...fieldsBelow(at, item)];
  });
}
