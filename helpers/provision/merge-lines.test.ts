import { expect, test } from 'vitest';
import { parseArchiveLine } from './archive-line.ts';
import { mergeLines } from './merge-lines.ts';

const merged = (...lines: string[]) =>
  mergeLines(lines.map(parseArchiveLine)).map(({ uri, suite, components }) => [uri, suite, ...components]);

test('the components of one suite of one archive come together, in the place of the first', () => {
  expect(
    merged(
      'deb http://a.example/x s main',
      'deb http://b.example/x s main',
      'deb http://a.example/x/ s more main',
    ),
  ).toEqual([
    ['http://a.example/x', 's', 'main', 'more'],
    ['http://b.example/x', 's', 'main'],
  ]);
});

test('another suite, and another key, stay apart', () => {
  const lines = [
    'deb http://a.example s main',
    'deb http://a.example t main',
    'deb [signed-by=/k] http://a.example s main',
  ];
  expect(merged(...lines)).toHaveLength(3);
});
