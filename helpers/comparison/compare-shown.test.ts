import { expect, test } from 'vitest';
import { COMPARATORS } from './comparators.ts';
import { compareShown } from './compare-shown.ts';
import { writeDifference } from './difference.ts';
import { maskInfo } from './mask.ts';

const recorded = JSON.stringify({
  format: 'vmdk',
  'virtual-size': 1048576,
  'actual-size': 4096,
  'format-specific': { type: 'vmdk', data: { cid: 1, 'create-type': 'monolithicSparse' } },
});
const found = (shown: Parameters<typeof compareShown>[0], expected = recorded) =>
  compareShown(shown, maskInfo)(expected).map(writeDifference);

test('what is shown is compared, and nothing else', () => {
  expect(found({ format: 'vmdk' })).toEqual([]);
  expect(found({ format: 'vmdk', 'virtual-size': 1048576 })).toEqual([]);
  expect(found({ format: 'vmdk', 'virtual-size': 1048577 })).toEqual([
    { path: 'virtual-size', expected: 1048576, actual: 1048577 },
  ]);
  expect(found({ 'format-specific': { data: { 'create-type': 'streamOptimized' } } })).toEqual([
    { path: 'format-specific.data.create-type', expected: 'monolithicSparse', actual: 'streamOptimized' },
  ]);
});

test('what the reference does not show is a difference', () => {
  expect(found({ format: 'vmdk', uuid: 'a' })).toEqual([{ path: 'uuid', actual: 'a' }]);
  expect(found({ constructor: 'a' })).toEqual([{ path: 'constructor', actual: 'a' }]);
});

test('the whitelist holds, also where what it goes by is not shown', () => {
  expect(found({ 'actual-size': 1, 'format-specific': { data: { cid: 2 } } })).toEqual([]);
  expect(found({ 'actual-size': 'much' })).toMatchObject([{ path: 'actual-size' }]);
});

test('a reference that printed no document is told as such', () => {
  expect(found({ format: 'vmdk' }, '')).toMatchObject([{ path: '(document)', actual: 'JSON' }]);
});

test('fields are shown of JSON alone', () => {
  const able = Object.entries(COMPARATORS).filter(([, { againstShown }]) => againstShown);
  expect(able.map(([name]) => name)).toEqual(['info-json', 'json-text']);
  const extents = JSON.stringify([{ start: 0, length: 512, zero: true }]);
  expect(COMPARATORS['json-text'].againstShown?.({ format: 'raw' })(extents)).not.toEqual([]);
});
