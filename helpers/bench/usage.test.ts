import { expect, test } from 'vitest';
import { byPart, parseUsage } from './usage.ts';

const usage = (role: string, pid: number, user: number, system = 0) => ({ role, pid, user, system });

test('what no Node process has used is of the programs', () => {
  const usages = [
    usage('main', 1, 2, 1),
    usage('workers', 2, 4),
    usage('workers', 3, 5),
    usage('starter', 4, 1),
  ];
  expect([...byPart(20, usages)]).toEqual([
    ['programs', 7],
    ['starter', 1],
    ['workers', 9],
    ['main', 3],
  ]);
});

test('the last that a process has told counts, and of one that was killed what was last seen', () => {
  const usages = [usage('workers', 2, 0.5), usage('workers', 3, 0.5), usage('workers', 2, 4)];
  const seen = new Map([
    [2, 3],
    [3, 2],
  ]);
  expect([...byPart(10, usages, seen)]).toEqual([
    ['programs', 4],
    ['workers', 6],
  ]);
});

test('programs never take less than nothing', () => {
  expect(byPart(0.9, [usage('main', 1, 1)]).get('programs')).toBe(0);
});

test('a line is one process', () => {
  const text =
    '{"role":"main","pid":1,"user":2,"system":3}\n{"role":"workers","pid":2,"user":1,"system":1}\n';
  expect(parseUsage(text)).toEqual([usage('main', 1, 2, 3), usage('workers', 2, 1, 1)]);
});
