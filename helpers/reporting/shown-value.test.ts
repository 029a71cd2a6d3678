import { expect, test } from 'vitest';
import { visible } from './shown-value.ts';

const values: [unknown, string][] = [
  ['a', '"a"'],
  ['a ', '"a␠"'],
  ['a  \n', '"a ␠\\n"'],
  ['a b', '"a b"'],
  ['a\t\n', '"a\\t\\n"'],
  ['a\r\n', '"a\\r\\n"'],
  ['', '""'],
  [null, 'null'],
  [{ a: [1] }, '{"a":[1]}'],
];

test.for(values)('%j is shown as %s', ([value, shown]) => {
  expect(visible(value)).toBe(shown);
});

test('a long value is cut, and its length told', () => {
  expect(visible('x'.repeat(500))).toBe(`"${'x'.repeat(199)}… (502 characters)`);
});
