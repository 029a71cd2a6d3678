import { expect, test } from 'vitest';
import { suite as commit } from '../../suites/commit/commit.ts';
import { suite as create } from '../../suites/create/create.ts';
import { suite as dd } from '../../suites/dd/dd.ts';
import { suite as measure } from '../../suites/measure/measure.ts';
import { type Feature, featureName, featuresOf, lackOf } from './feature.ts';
import type { Suite } from './row.ts';

const rowOf = ({ rows }: Suite, title: string) => {
  const row = rows.find((one) => one.title === title);
  if (!row) throw new Error(`no case ${title}`);
  return row;
};

const NEEDS: [Suite, string, Feature[]][] = [
  [create, '1G-zstd', ['qcow2', 'zstd']],
  [create, '1G-block-16M', ['vhdx']],
  [create, '16M-fixed', ['vpc']],
  [dd, '1M-raw-whole-vmdk', ['raw', 'vmdk']],
  [commit, '1M-seeded-implicit', ['qcow2']],
  [measure, '1G-qcow2-cs-4k json', ['qcow2']],
  [measure, 'parallels-v1__qcow2 human', ['qcow2', 'parallels']],
  [measure, 'qcow2-zstd__raw json', ['raw', 'qcow2', 'zstd']],
  // What it is backed by is read as well.
  [measure, 'chain-middle-qcow2__raw json', ['raw', 'qcow2', 'vmdk']],
];

test.for(NEEDS)('$0.command %s', ([suite, title, features]) => {
  expect(featuresOf(rowOf(suite, title))).toEqual(features);
});

test('a build lacks the first of what a row needs and it has not', () => {
  const row = rowOf(measure, 'qcow2-zstd__raw json');
  expect(lackOf([], row)).toBeUndefined();
  expect(lackOf(['parallels'], row)).toBeUndefined();
  expect(lackOf(['zstd', 'parallels'], row)).toBe('zstd');
});

test.for<[Feature, string]>([
  ['zstd', 'zstd'],
  ['vpc', 'vpc driver'],
])('%s is told as %s', ([feature, name]) => {
  expect(featureName(feature)).toBe(name);
});
