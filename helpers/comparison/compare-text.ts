import type { Statement } from './comparator.ts';
import type { Difference } from './difference.ts';

/** How many differing lines of a text are named; the first ones tell what is wrong. */
const LINES_NAMED = 10;

/** Differences between two texts, line by line, down to the last byte. */
export function compareText(expected: string, actual: string): Difference[] {
  if (expected === actual) return [];
  const [left, right] = [lines(expected), lines(actual)];
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at], right[at]];
    if (a === b) continue;
    if (found.length === LINES_NAMED) return found;
    found.push({
      location: { kind: 'line', number: at + 1 },
      ...(a === undefined ? {} : { expected: a }),
      ...(b === undefined ? {} : { actual: b }),
    });
  }
  return found;
}

/** Every line of a text. */
export function linesOf(text: string): Statement[] {
  return lines(text).map((value, at) => ({ location: { kind: 'line', number: at + 1 }, value }));
}

/** Lines with their ends, so that a missing final newline or a carriage return is a difference of that line. */
function lines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
