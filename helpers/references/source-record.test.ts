import { join } from 'node:path';
import { expect, test } from 'vitest';
import { place, temporaryFolder } from '../testing/temporary.ts';
import { readSource } from './source-record.ts';

const RECORD = {
  suite: 'sid',
  package: 'qemu-utils',
  package_version: '1:9.8+ds-1',
  program: 'root/qemu-img',
};

test('a record is read as it is', () => {
  const folder = temporaryFolder();
  place(join(folder, 'source.json'), JSON.stringify(RECORD));
  expect(readSource(folder)).toEqual(RECORD);
});

test.for([
  ['cut off', '{"suite":'],
  ['of something else', 'null'],
  ['incomplete', JSON.stringify({ ...RECORD, program: undefined })],
])('a record that is %s is none', ([, text = '']) => {
  const folder = temporaryFolder();
  place(join(folder, 'source.json'), text);
  expect(readSource(folder)).toBeUndefined();
});

test('a release without a record has none', () => {
  expect(readSource(temporaryFolder())).toBeUndefined();
});
