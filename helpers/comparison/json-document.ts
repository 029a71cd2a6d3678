import type { Difference, Location } from './difference.ts';
import type { JsonValue } from './json-value.ts';
import type { Parsed } from './parse-json.ts';
import { toldValue } from './told-value.ts';

/** A JSON output as a whole. */
export const DOCUMENT: Location = { kind: 'field', keys: [] };

/** A difference of two values of documents; a side that has no such value has undefined. */
export function differenceOf(location: Location, expected?: JsonValue, actual?: JsonValue): Difference {
  return {
    location,
    ...(expected === undefined ? {} : { expected: toldValue(expected) }),
    ...(actual === undefined ? {} : { actual: toldValue(actual) }),
  };
}

/** What differs between two outputs one of which is no JSON. */
export function unlikeDocuments(expected: Parsed, actual: Parsed): Difference {
  return { location: DOCUMENT, expected: summary(expected), actual: summary(actual) };
}

function summary(parsed: Parsed): string {
  return parsed.ok ? 'JSON' : parsed.problem;
}
