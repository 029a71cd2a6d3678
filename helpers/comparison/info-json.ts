import type { Comparator } from './comparator.ts';
import { compareJson, fieldsOf } from './compare-json.ts';
import { DOCUMENT, unlikeDocuments } from './json-document.ts';
import { canonicalJson, toJson } from './json-value.ts';
import { maskInfo } from './mask.ts';
import { parseJson } from './parse-json.ts';

/** Info documents: by field, after the whitelist; layout and the order of keys do not count. */
export const infoJson: Comparator = {
  compare(expected, actual) {
    if (expected === actual) return [];
    const [left, right] = [parseJson(expected), parseJson(actual)];
    if (!left.ok || !right.ok) return [unlikeDocuments(left, right)];
    return compareJson(maskInfo(left.value), maskInfo(right.value));
  },
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
