import type { Difference } from '../comparison/difference.ts';
import type { Json } from '../pipeline/json.ts';
import { printable } from '../text/printable.ts';

const VALUE_WIDTH = 200;

/** Both sides of a difference as they are shown, also where one is not there. */
export function shownSides(
  difference: Difference,
  show: (value: Json) => string = visible,
): Record<'expected' | 'actual', string> {
  const side = (key: 'expected' | 'actual') => {
    const value = difference[key];
    return value === undefined ? '(absent)' : show(value);
  };
  return { expected: side('expected'), actual: side('actual') };
}

/** JSON, cut to a line's width; in a text, what the eye misses is spelled out, and so is what a terminal would obey. */
export function visible(value: unknown): string {
  const json = JSON.stringify(value);
  const text = printable(typeof value === 'string' ? json.replace(/ (?=(?:\\n)?"$)/g, '␠') : json);
  return text.length > VALUE_WIDTH ? `${text.slice(0, VALUE_WIDTH)}… (${text.length} characters)` : text;
}
