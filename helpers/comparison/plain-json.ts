import type { Outline } from './json-outline.ts';
import { isList, isObject, type JsonValue, keysOf } from './json-value.ts';

/** What JSON.parse has made of a text, and what was lost in it. */
export interface Plain {
  readonly value: JsonValue;
  /** whether some key stands twice, of which JSON.parse keeps the last */
  readonly isAmbiguous: boolean;
  /** whether some number may have lost a digit */
  readonly isUnsure: boolean;
}

/**
 * Reads a document with JSON.parse, which takes a hundredth of the time of a parser that keeps all digits and all keys
 * (a list of 20,000 extents: 2.5 million characters).
 *
 * @param outline of the text
 * @throws SyntaxError where the text is no JSON
 */
export function parsePlain(text: string, { members, isUnsure }: Outline): Plain {
  const value = JSON.parse(text) as JsonValue;
  return { value, isAmbiguous: countMembers(value) !== members, isUnsure };
}

function countMembers(value: JsonValue): number {
  let count = 0;
  if (isList(value)) {
    for (const item of value) count += countMembers(item);
  } else if (isObject(value)) {
    // Of very many members Object.values takes twice the time.
    for (const key of keysOf(value)) count += 1 + countMembers(value[key] ?? null);
  }
  return count;
}
