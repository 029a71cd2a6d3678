import { expect, test } from 'vitest';
import { remembered } from './remembered.ts';

test('the work is done once for each argument, also where it gives nothing', () => {
  const done: string[] = [];
  const length = remembered((text: string) => {
    done.push(text);
    return text.length || undefined;
  });
  expect(['a', '', 'bb', 'a', ''].map((text) => length(text))).toEqual([1, undefined, 2, 1, undefined]);
  expect(done).toEqual(['a', '', 'bb']);
});

test('arguments are told apart by their key', () => {
  const done: string[] = [];
  const joined = remembered(
    (one: string, other: string) => done.push(one + other),
    (one, other) => `${one} ${other}`,
  );
  for (const [one, other] of [
    ['a', 'b'],
    ['ab', ''],
    ['a', 'b'],
  ] as const)
    joined(one, other);
  expect(done).toEqual(['ab', 'ab']);
});
