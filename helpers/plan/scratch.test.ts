import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { keptFolder, makeScratch } from './scratch.ts';

/** No process has this id. */
const GONE = 2 ** 30;

/** A folder in which runs have left things, and what a new run leaves of them. */
function left(oldKept: 'sweep' | 'leave'): string[] {
  const parent = temporaryFolder();
  const there = [
    `instar-parity-${GONE}-abc/tiny/x`,
    `instar-parity-kept-${GONE}/case-1/work/x`,
    `instar-parity-${process.pid}-abc/x`,
    `instar-parity-kept-${process.pid}/x`,
    'instar-parity-notes/x',
    `other-${GONE}/x`,
  ];
  for (const path of there) place(join(parent, path), '');
  const made = makeScratch(parent, oldKept);
  return readdirSync(parent)
    .filter((name) => join(parent, name) !== made)
    .sort();
}

const alive = [`instar-parity-${process.pid}-abc`, `instar-parity-kept-${process.pid}`];
const others = ['instar-parity-notes', `other-${GONE}`];

test('a run sweeps the scratch of dead runs and what ended ones have kept, and nothing else', () => {
  expect(left('sweep')).toEqual([...alive, ...others].sort());
});

test('a run that leaves what was kept still sweeps the scratch of dead runs', () => {
  expect(left('leave')).toEqual([...alive, ...others, `instar-parity-kept-${GONE}`].sort());
});

test('every run keeps in a folder of its own', () => {
  expect(keptFolder('/a')).toBe(`/a/instar-parity-kept-${process.pid}`);
});
