import type { Comparator } from './comparator.ts';
import { compareText, linesOf } from './compare-text.ts';

/** Texts that promise to be equal to the byte. */
export const plainText: Comparator = {
  against: (actual) => (expected) => compareText(expected, actual),
  compare: compareText,
  canonical: (output) => output,
  shown: (output) => output,
  problem: () => undefined,
  statements: linesOf,
};
