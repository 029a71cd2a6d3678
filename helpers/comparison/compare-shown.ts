import type { Shown } from '../pipeline/dialect.ts';
import { compareJson } from './compare-json.ts';
import type { Difference } from './difference.ts';
import { unlikeDocuments } from './json-document.ts';
import { isObject, type JsonValue } from './json-value.ts';
import { parseJson } from './parse-json.ts';

/**
 * Holds fields that somebody shows of a document against the document, and nothing else of it. They are laid over it, so
 * that they are masked where they would be in a whole one; one that the document does not have is a difference.
 *
 * @param mask what of a document is not compared; it changes the document
 */
export function compareShown(
  shown: Shown,
  mask: (document: JsonValue) => JsonValue = (document) => document,
): (expected: string) => Difference[] {
  const text = JSON.stringify(shown);
  return (expected) => {
    const [left, below, above] = [parseJson(expected), parseJson(expected), parseJson(text)];
    if (!left.ok || !below.ok || !above.ok) return [unlikeDocuments(left, above)];
    return compareJson(mask(left.value), mask(overlaid(below.value, above.value)));
  };
}

function overlaid(below: JsonValue, above: JsonValue): JsonValue {
  if (!isObject(below) || !isObject(above)) return above;
  const over = Object.entries(above).map(([key, value]): [string, JsonValue] => {
    const under = Object.hasOwn(below, key) ? below[key] : undefined;
    return [key, under === undefined ? value : overlaid(under, value)];
  });
  return { ...below, ...Object.fromEntries(over) };
}
