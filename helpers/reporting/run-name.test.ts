import { expect, test } from 'vitest';
import { candidateName, runName } from './run-name.ts';

test('a self-check is never taken for a verdict', () => {
  const candidate = { dialect: 'qemu-img', path: undefined, version: undefined, selfCheck: true };
  expect(candidateName(candidate)).toBe(
    'self-check: every reference against its own baselines, no verdict on any other tool',
  );
});

test('a candidate is named with where it is and what it says of itself', () => {
  const candidate = { dialect: 'instar', path: '/a/instar', version: undefined, selfCheck: false };
  expect(candidateName(candidate)).toBe('instar at /a/instar');
  expect(candidateName({ ...candidate, version: '1.2.3' })).toBe('instar at /a/instar (1.2.3)');
});

test('a part of a run is named as such before it is said who is judged', () => {
  const candidate = { dialect: 'instar', path: '/a/instar', version: undefined, selfCheck: false };
  const shard = { index: 2, count: 3, rows: [], others: {} };
  expect(runName({ candidate, shard })).toBe('shard 2/3 · instar at /a/instar');
  expect(runName({ candidate })).toBe('instar at /a/instar');
});
