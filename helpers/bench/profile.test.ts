import { expect, test } from 'vitest';
import { siteOf } from './profile-places.ts';
import { type CpuProfile, selfTimes } from './profile-times.ts';

const ROOT = '/project';
const frame = (functionName: string, url: string, lineNumber = 0) => ({
  functionName,
  url,
  lineNumber,
  columnNumber: 0,
});

test.for([
  ['/project/helpers/process/run.ts', 'helpers/process', 'helpers/process/run.ts:1', true],
  ['file:///project/helpers/process/run.ts?v=1', 'helpers/process', 'helpers/process/run.ts:1', true],
  [
    'file:///project/helpers/bench/preload/trace.mjs',
    'helpers/bench',
    'helpers/bench/preload/trace.mjs:1',
    false,
  ],
  ['file:///project/node_modules/@a/b/c.js', 'package @a/b', '@a/b/c.js:1', true],
  ['/project/vitest.config.ts', 'vitest.config.ts', 'vitest.config.ts:1', true],
  ['node:internal/fs/utils', 'node:internal/fs', 'node:internal/fs/utils:1', false],
  ['file:///other/x.js', 'elsewhere', '/other/x.js:1', true],
] as const)('%s', ([url, place, line, answers]) => {
  expect(siteOf(frame('f', url), ROOT, new Map())).toEqual({ place, line, answers });
});

test('what is no JavaScript has no line', () => {
  expect(siteOf(frame('lstat', ''), ROOT, new Map()).place).toBe('native');
  expect(siteOf(frame('(garbage collector)', ''), ROOT, new Map()).place).toBe('(garbage collector)');
});

const profile: CpuProfile = {
  nodes: [
    { id: 1, callFrame: frame('(root)', ''), children: [2, 5] },
    { id: 2, callFrame: frame('look', '/project/helpers/files/look.ts', 6), children: [3] },
    { id: 3, callFrame: frame('lstatSync', 'node:fs'), children: [4] },
    { id: 4, callFrame: frame('lstat', '') },
    { id: 5, callFrame: frame('(idle)', '') },
  ],
  samples: [2, 3, 4, 5, 4, 4],
  timeDeltas: [9, 1e6, 2e6, 3e6, 4e6, 5e6],
  maps: {},
};

test('time is of who stood on top, from one sample to the next, and waiting is none', () => {
  const { total, functions } = selfTimes([profile, profile], ROOT);
  expect(total).toBe(22);
  expect([...functions]).toEqual([
    ['lstat < look helpers/files/look.ts:7', 16],
    ['lstatSync  node:fs:1 < look helpers/files/look.ts:7', 4],
    ['look  helpers/files/look.ts:7', 2],
  ]);
});

test('who calls Node answers for what it does', () => {
  expect([...selfTimes([profile], ROOT).places]).toEqual([
    ['helpers/files', { self: 1, answered: 11 }],
    ['native', { self: 8, answered: 0 }],
    ['node:fs', { self: 2, answered: 0 }],
  ]);
});
