import stableStringify from 'fast-json-stable-stringify';
import type { Json } from '../pipeline/json.ts';
import type { Comparison } from '../pipeline/row.ts';
import { compareText } from './compare-text.ts';
import { type Difference, differences } from './difference.ts';
import { maskInfo } from './mask.ts';

/** How two outputs of one type are judged. Texts carry placeholders already. */
export interface Comparator {
  /** @returns the differing fields; none means equal */
  compare(expected: string, actual: string): Difference[];
  /** a text that is the same for two outputs exactly if they are equal: for grouping and for quiet recording */
  canonical(text: string): string;
  /** what is wrong with a text that claims to be such an output, if anything */
  problem(text: string): string | undefined;
}

const infoJson: Comparator = {
  compare(expected, actual) {
    if (expected === actual) return [];
    const [left, right] = [parse(expected), parse(actual)];
    if (!left.ok || !right.ok) {
      return [{ path: '(document)', expected: summary(left), actual: summary(right) }];
    }
    return differences(maskInfo(left.value), maskInfo(right.value));
  },
  canonical(text) {
    const parsed = parse(text);
    return parsed.ok ? stableStringify(maskInfo(parsed.value)) : text;
  },
  problem(text) {
    const parsed = parse(text);
    return parsed.ok ? undefined : parsed.problem;
  },
};

const text: Comparator = {
  compare: compareText,
  canonical: (output) => output,
  problem: () => undefined,
};

export const COMPARATORS: Readonly<Record<Comparison, Comparator>> = { 'info-json': infoJson, text };

type Parsed = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: string };

function parse(document: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(document) as Json };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: document.trim() === '' ? 'empty' : `not JSON: ${why}` };
  }
}

function summary(parsed: Parsed): string {
  return parsed.ok ? 'JSON' : parsed.problem;
}
