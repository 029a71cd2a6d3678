import stableStringify from 'fast-json-stable-stringify';
import type { Json } from '../pipeline/json.ts';
import type { Comparison } from '../pipeline/row.ts';
import { compareJson, fieldsOf } from './compare-json.ts';
import { compareText, linesOf } from './compare-text.ts';
import type { Difference, Location } from './difference.ts';
import { maskInfo } from './mask.ts';

/** How two outputs of one type are judged. Texts carry placeholders already. */
export interface Comparator {
  /** @returns what differs; nothing means equal */
  compare(expected: string, actual: string): Difference[];
  /** a text that is the same for two outputs exactly if they are equal: for grouping and for quiet recording */
  canonical(text: string): string;
  /** what is wrong with a text that claims to be such an output, if anything */
  problem(text: string): string | undefined;
  /** everywhere that another output can differ from this one: what a known divergence may name */
  locations(text: string): Location[];
}

const DOCUMENT: Location = { kind: 'field', keys: [] };

const infoJson: Comparator = {
  compare(expected, actual) {
    if (expected === actual) return [];
    const [left, right] = [parse(expected), parse(actual)];
    if (!left.ok || !right.ok) {
      return [{ location: DOCUMENT, expected: summary(left), actual: summary(right) }];
    }
    return compareJson(maskInfo(left.value), maskInfo(right.value));
  },
  canonical(text) {
    const parsed = parse(text);
    return parsed.ok ? stableStringify(maskInfo(parsed.value)) : text;
  },
  problem(text) {
    const parsed = parse(text);
    return parsed.ok ? undefined : parsed.problem;
  },
  locations(text) {
    const parsed = parse(text);
    return parsed.ok ? fieldsOf(maskInfo(parsed.value)) : [DOCUMENT];
  },
};

const text: Comparator = {
  compare: compareText,
  canonical: (output) => output,
  problem: () => undefined,
  locations: linesOf,
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
