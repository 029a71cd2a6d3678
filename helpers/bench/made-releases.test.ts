import { expect, test } from 'vitest';
import { namesAfter } from './made-releases.ts';

test('made-up releases are of the same series, and none that there is', () => {
  expect(namesAfter('10.2.0', ['10.2.0', '10.2.2'], 3)).toEqual(['10.2.1', '10.2.3', '10.2.4']);
  expect(namesAfter('10.2.0', [], 0)).toEqual([]);
});
