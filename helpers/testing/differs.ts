import type { Difference } from '../comparison/difference.ts';
import type { Json } from '../pipeline/json.ts';

/** A difference of a field at the top of a document. */
export function differs(key: string, sides: { expected?: Json; actual?: Json } = {}): Difference {
  return { location: { kind: 'field', keys: [key] }, ...sides };
}
