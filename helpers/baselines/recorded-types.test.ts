import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { recordedTypes } from './recorded-types.ts';

test('output types are folders that are not hidden', () => {
  const root = temporaryFolder();
  place(join(root, 'measure-json/_size/10.0.2/1M.meta.json'), '');
  place(join(root, 'create-info-json/raw/10.0.2/1M.meta.json'), '');
  place(join(root, '.tmp/1-1'), '');
  place(join(root, 'versions.json'), '');
  expect(recordedTypes(root)).toEqual(['create-info-json', 'measure-json']);
  expect(recordedTypes(join(root, 'gone'))).toEqual([]);
});
