import stableStringify from 'fast-json-stable-stringify';
import type { Json } from '../pipeline/json.ts';
import { errorLine } from '../text/error-line.ts';
import type { Comparator } from './comparator.ts';
import { compareJson, fieldsOf } from './compare-json.ts';
import type { Location } from './difference.ts';
import { maskInfo } from './mask.ts';

const DOCUMENT: Location = { kind: 'field', keys: [] };

/** Info documents: by field, after the whitelist; layout and the order of keys do not count. */
export const infoJson: Comparator = {
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

type Parsed = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly problem: string };

function parse(document: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(document) as Json };
  } catch (error) {
    return { ok: false, problem: document.trim() === '' ? 'empty' : `not JSON: ${errorLine(error)}` };
  }
}

function summary(parsed: Parsed): string {
  return parsed.ok ? 'JSON' : parsed.problem;
}
