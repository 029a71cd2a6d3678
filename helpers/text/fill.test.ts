import { expect, test } from 'vitest';
import { fill, fillText } from './fill.ts';

test('lines are filled up to their width, and no word is broken', () => {
  const word = 'x'.repeat(36);
  expect(fill(['*', word, word, `${word} y`, word], '  ')).toEqual([
    `* ${word} ${word}`,
    `  ${word} y ${word}`,
  ]);
  expect(fill(['*', 'x'.repeat(200), 'y'], '  ')).toEqual(['*', `  ${'x'.repeat(200)}`, '  y']);
  expect(fill([], '  ')).toEqual([]);
});

test('a line may be just as wide', () => {
  expect(fill(['x'.repeat(54), 'y'.repeat(55)], '')).toHaveLength(1);
  expect(fill(['x'.repeat(54), 'y'.repeat(56)], '')).toHaveLength(2);
});

test('a code span is not broken', () => {
  const span = `\`${'x '.repeat(40)}\`,`;
  expect(fillText(`* one ${span} two ${span}`, '  ')).toEqual([`* one ${span} two`, `  ${span}`]);
});
