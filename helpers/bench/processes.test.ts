import { expect, test } from 'vitest';
import { below, parseStat } from './processes.ts';

test('a name with blanks and brackets takes nothing along', () => {
  const text =
    '42 (a) (b c) S 7 8 9 0 -1 4194560 1 2 3 4 150 50 300 100 20 0 1 0 100 1000 10 18446744073709551615\n';
  expect(parseStat(text)).toEqual({ pid: 42, parent: 7, group: 8, cpu: 2, ended: 4 });
});

test('what a process has started is found at any depth, and nothing else', () => {
  const process = (pid: number, parent: number) => ({ pid, parent, group: 0, cpu: 0, ended: 0 });
  const all = [process(1, 0), process(5, 3), process(3, 2), process(2, 1), process(4, 1)];
  expect(below(2, all).map(({ pid }) => pid)).toEqual([3, 5]);
  expect(below(4, all)).toEqual([]);
});
