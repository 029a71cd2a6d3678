import { expect, test } from 'vitest';
import type { Offer } from './plan.ts';
import { lineOf, outcomeOf, type Progress } from './progress.ts';
import { progressTeller } from './tell-progress.ts';

const offer: Offer = {
  suite: 'trixie',
  packageVersion: '1:9.8.7-1',
  package: 'qemu-utils',
  upstream: { number: '9.8.7', exact: true },
};
const other: Offer = { ...offer, suite: 'sid' };
const newer: Offer = { ...other, packageVersion: '1:9.8.7-2' };
const release = '9.8.7';

test.for<[Progress, string | undefined]>([
  [{ kind: 'fetched', offer, bytes: 5 }, undefined],
  [
    { kind: 'installed', offer: newer, release, inPlaceOf: offer },
    'done  9.8.7: sid 1:9.8.7-2, in place of trixie 1:9.8.7-1',
  ],
  [{ kind: 'superseded', offer, release, by: other }, 'skip  trixie 1:9.8.7-1: sid has the same package'],
  [
    { kind: 'superseded', offer, release, by: newer },
    'skip  trixie 1:9.8.7-1: sid has it in a newer package',
  ],
  [
    { kind: 'unlike', offer, release, than: { suite: 'source', packageVersion: '9.8.7 (commit 123)' } },
    'keep  9.8.7: source 9.8.7 (commit 123) is installed; --force puts trixie 1:9.8.7-1 in its place',
  ],
  [
    { kind: 'unlike', offer, release, than: { ...newer, archive: 'file:/x' } },
    'keep  9.8.7: sid of file:/x 1:9.8.7-2 is installed; --force puts trixie 1:9.8.7-1 in its place',
  ],
])('%j', ([progress, line]) => {
  expect(lineOf(progress, '/arch')).toBe(line);
});

test('releases are counted once, bytes when they have come, and what was not asked for selects nothing', () => {
  const settled = [
    { kind: 'installed', offer, release },
    { kind: 'installed', offer: newer, release, inPlaceOf: offer },
    { kind: 'have', offer, release: '7.2.22' },
    { kind: 'dropped-in', offer, release: '7.2.18' },
    { kind: 'superseded', offer, release, by: newer },
    { kind: 'older', offer, release, than: newer },
    { kind: 'unlike', offer, release, than: newer },
  ] as const;
  const outcome = outcomeOf([
    { kind: 'fetching', offer, packages: 2, bytes: 7 },
    { kind: 'fetched', offer, bytes: 5 },
    { kind: 'fetched', offer: newer, bytes: 4 },
    { kind: 'not asked for', offer, release: '1.2.3' },
    { kind: 'misnumbered', offer },
    { kind: 'failed', offer, reason: 'gone' },
    ...settled,
  ]);
  expect(outcome).toEqual({ installed: ['9.8.7'], bytes: 9, failed: 1, selected: settled });
});

test('a line is told once, and what failed as an error', () => {
  const lines: string[] = [];
  const tell = progressTeller(
    '/arch',
    (line) => lines.push(`out ${line}`),
    (line) => lines.push(`err ${line}`),
  );
  tell({ kind: 'dropped-in', offer, release });
  tell({ kind: 'dropped-in', offer: other, release });
  tell({ kind: 'fetched', offer, bytes: 5 });
  tell({ kind: 'failed', offer, reason: 'gone' });
  expect(lines).toEqual([
    'out keep  9.8.7: /arch/9.8.7 was put there by hand (no source.json)',
    'err error trixie: gone',
  ]);
});
