import type { Json } from '../pipeline/json.ts';
import { copyOf } from '../text/copy-of.ts';
import { isList, isObject, type JsonValue, toJson } from './json-value.ts';
import { toldText } from './told-text.ts';

/** Characters of a value that is told as it is; of a longer one, its beginning and its length. */
const WHOLE = 1_000;

/** A value as differences carry it: never long, and never the same for two that differ. */
export function toldValue(value: JsonValue): Json {
  if (typeof value === 'string') return value.length > WHOLE ? toldText('text', value) : copyOf(value);
  if (roomLeft(value, WHOLE) >= 0) return toJson(value);
  return toldText(isList(value) ? 'list' : 'object', JSON.stringify(value));
}

/** What is left of so many characters when a value is written, about; less than none where it is longer, seen early. */
function roomLeft(value: JsonValue, room: number): number {
  if (typeof value === 'string') return room - value.length - 2;
  if (isList(value)) {
    let left = room - 2;
    for (const item of value) {
      if (left < 0) return left;
      left = roomLeft(item, left - 1);
    }
    return left;
  }
  if (!isObject(value)) return room - 1;
  let left = room - 2;
  for (const key in value) {
    if (left < 0) return left;
    left = roomLeft(value[key] ?? null, left - key.length - 4);
  }
  return left;
}
