import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareText, linesOf } from './compare-text.ts';
import { writeDifference } from './difference.ts';

test('equal texts have no differences, whatever they hold', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => compareText(text, text).length === 0));
});

test('different texts always have one', () => {
  const unit = fc.constantFrom('a', ' ', '\n', '\r', '\t');
  fc.assert(
    fc.property(
      fc.string({ unit }),
      fc.string({ unit }),
      (a, b) => compareText(a, b).length > 0 === (a !== b),
    ),
  );
});

const cases: [string, string, string, unknown[]][] = [
  ['a missing final newline', 'a\nb\n', 'a\nb', [{ path: 'line 2', expected: 'b\n', actual: 'b' }]],
  ['a carriage return', 'a\nb\n', 'a\r\nb\n', [{ path: 'line 1', expected: 'a\n', actual: 'a\r\n' }]],
  ['a trailing space', 'a\n', 'a \n', [{ path: 'line 1', expected: 'a\n', actual: 'a \n' }]],
  ['a tab', 'a b\n', 'a\tb\n', [{ path: 'line 1', expected: 'a b\n', actual: 'a\tb\n' }]],
  ['a line too many', 'a\n', 'a\n\n', [{ path: 'line 2', actual: '\n' }]],
  ['a line that is missing', 'a\nb\n', 'a\n', [{ path: 'line 2', expected: 'b\n' }]],
  ['nothing at all', 'a\n', '', [{ path: 'line 1', expected: 'a\n' }]],
];

test.for(cases)('%s is seen', ([, expected, actual, found]) => {
  expect(compareText(expected, actual).map(writeDifference)).toEqual(found);
});

test('the first ten differing lines are named, the others counted', () => {
  const found = compareText('a\n'.repeat(100), `a\n${'b\n'.repeat(99)}`);
  expect(found.map(writeDifference).map(({ path }) => path)).toEqual([
    ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((line) => `line ${line}`),
    '89 more differences',
  ]);
});

test('every line is a place where another text can differ', () => {
  expect(linesOf('a\nb')).toEqual([
    { location: { kind: 'line', number: 1 }, value: 'a\n' },
    { location: { kind: 'line', number: 2 }, value: 'b' },
  ]);
  expect(linesOf('')).toEqual([]);
});
