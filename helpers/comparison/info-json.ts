import type { Comparator } from './comparator.ts';
import { compareJson, fieldsOf } from './compare-json.ts';
import { compareShown } from './compare-shown.ts';
import type { Difference } from './difference.ts';
import { DOCUMENT, unlikeDocuments } from './json-document.ts';
import { canonicalJson, toJson } from './json-value.ts';
import { maskInfo } from './mask.ts';
import { type Parsed, parseJson } from './parse-json.ts';

/** Info documents: by field, after the whitelist; layout and the order of keys do not count. */
export const infoJson: Comparator = {
  against,
  againstShown: (shown) => compareShown(shown, maskInfo),
  compare: (expected, actual) => against(actual)(expected),
  canonical(text) {
    const parsed = parseJson(text);
    return parsed.ok ? canonicalJson(maskInfo(parsed.value)) : text;
  },
  shown(text) {
    const parsed = parseJson(text);
    return parsed.ok ? `${JSON.stringify(toJson(maskInfo(parsed.value)), null, 2)}\n` : text;
  },
  problem(text) {
    const parsed = parseJson(text);
    return parsed.ok ? undefined : parsed.problem;
  },
  statements(text) {
    const parsed = parseJson(text);
    return parsed.ok ? fieldsOf(maskInfo(parsed.value)) : [{ location: DOCUMENT }];
  },
};

function against(actual: string): (expected: string) => Difference[] {
  let right: Parsed | undefined;
  return (expected) => {
    if (expected === actual) return [];
    right ??= masked(actual);
    const left = masked(expected);
    return left.ok && right.ok ? compareJson(left.value, right.value) : [unlikeDocuments(left, right)];
  };
}

function masked(text: string): Parsed {
  const parsed = parseJson(text);
  return parsed.ok ? { ok: true, value: maskInfo(parsed.value) } : parsed;
}
