import deepDiff from 'deep-diff';
import type { Json } from '../pipeline/json.ts';

/** One field that differs. A side that has no such field has no such key here. */
export interface Difference {
  /** `format-specific.data.compat`, `children[0].name`; `exit code of resize`; `line 3` of a text */
  readonly path: string;
  readonly expected?: Json;
  readonly actual?: Json;
}

/** Field-level differences between two masked documents, in the order of their paths. */
export function differences(expected: Json, actual: Json): Difference[] {
  const changes = deepDiff.diff(expected, actual) ?? [];
  return changes.map(toDifference).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

function toDifference(change: deepDiff.Diff<Json, Json>): Difference {
  const keys: (string | number)[] = change.path ?? [];
  if (change.kind === 'A')
    return toDifference({ ...change.item, path: [...keys, change.index] } as typeof change);
  return {
    path: pathOf(keys),
    ...('lhs' in change ? { expected: change.lhs } : {}),
    ...('rhs' in change ? { actual: change.rhs } : {}),
  };
}

function pathOf(keys: readonly (string | number)[]): string {
  const text = keys.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('');
  return text.replace(/^\./, '') || '(document)';
}
