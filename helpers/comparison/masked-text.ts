import type { Comparator } from './comparator.ts';
import { compareText, linesOf } from './compare-text.ts';

/**
 * Texts that are equal to the byte once what may differ between any two runs is masked.
 *
 * @param mask replaces each such place by a word in its line, so that whether it is there still counts
 */
export function maskedText(mask: (text: string) => string): Comparator {
  const against = (actual: string) => {
    const right = mask(actual);
    return (expected: string) => compareText(mask(expected), right);
  };
  return {
    against,
    compare: (expected, actual) => against(actual)(expected),
    canonical: mask,
    shown: mask,
    problem: () => undefined,
    statements: (text) => linesOf(mask(text)),
  };
}
