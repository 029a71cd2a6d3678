import type { Comparator } from './comparator.ts';
import { compareJson, fieldsOf } from './compare-json.ts';
import { compareShown } from './compare-shown.ts';
import { compareText, linesOf } from './compare-text.ts';
import type { Difference } from './difference.ts';
import { DOCUMENT, unlikeDocuments } from './json-document.ts';
import { type Parsed, parseJson } from './parse-json.ts';

/** JSON that promises to be equal to the byte: where it is not, the values that differ are named, else the bytes. */
export const jsonText: Comparator = {
  against,
  againstShown: (shown) => compareShown(shown),
  compare: (expected, actual) => against(actual)(expected),
  canonical: (text) => text,
  shown: (text) => text,
  problem(text) {
    const parsed = parseJson(text);
    return parsed.ok ? undefined : parsed.problem;
  },
  statements(text) {
    const parsed = parseJson(text);
    return parsed.ok
      ? [...fieldsOf(parsed.value), { location: { kind: 'bytes' } }]
      : [{ location: DOCUMENT }, ...linesOf(text)];
  },
};

/** Layout, the order of keys, another way to write the same number: told by the first line that differs. */
function unlikeBytes(expected: string, actual: string): Difference {
  const [line] = compareText(expected, actual);
  if (!line) throw new RangeError('the texts are equal');
  return { ...line, location: { kind: 'bytes' } };
}

function against(actual: string): (expected: string) => Difference[] {
  let right: Parsed | undefined;
  return (expected) => {
    if (expected === actual) return [];
    right ??= parseJson(actual);
    const left = parseJson(expected);
    if (!left.ok && !right.ok) return compareText(expected, actual);
    if (!left.ok || !right.ok) return [unlikeDocuments(left, right)];
    const found = compareJson(left.value, right.value);
    return found.length > 0 ? found : [unlikeBytes(expected, actual)];
  };
}
