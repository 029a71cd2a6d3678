import type { Statement } from './comparator.ts';
import type { Difference } from './difference.ts';
import { differenceOf } from './json-document.ts';
import { Told } from './told.ts';

/** How many differing lines of a text are named; the first ones tell what is wrong. */
const LINES_NAMED = 10;

/** Differences between two texts, line by line, down to the last byte. */
export function compareText(expected: string, actual: string): Difference[] {
  const told = new Told(LINES_NAMED);
  if (expected === actual) return told.differences;
  const [left, right] = [lines(expected), lines(actual)];
  for (let number = 1; ; number += 1) {
    const [a, b] = [left.next().value, right.next().value];
    if (a === undefined && b === undefined) return told.differences;
    if (a === b) continue;
    told.add(() => differenceOf({ kind: 'line', number }, a, b));
  }
}

/** Every line of a text. */
export function linesOf(text: string): Statement[] {
  return Array.from(lines(text), (value, at) => ({ location: { kind: 'line', number: at + 1 }, value }));
}

/** Lines with their ends, so that a missing final newline or a carriage return is a difference of that line. */
function* lines(text: string): Generator<string, undefined> {
  let from = 0;
  while (from < text.length) {
    const end = text.indexOf('\n', from);
    const next = end < 0 ? text.length : end + 1;
    yield text.slice(from, next);
    from = next;
  }
}
