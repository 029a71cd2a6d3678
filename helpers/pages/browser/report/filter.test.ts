import { expect, test } from 'vitest';
import type { ReportData } from '../../report-data.ts';
import { EVERYTHING, type Filter, filtered } from './filter.ts';

const data = {
  run: { versions: ['7.2.22', '8.0.0', '10.0.13'] },
  outcomes: [
    { result: 'match', readers: [], text: '' },
    { result: 'diverged', readers: ['candidate'], text: 'virtual-size 1 -> 2' },
    { result: 'diverged', readers: ['check'], text: 'leaks 0 -> 3' },
    { result: 'skipped', readers: [], text: 'no zstd' },
  ],
  cases: [
    { suite: 'create', target: 'vhd', name: '1M-default', outcomes: [0, 1, 1], play: '' },
    { suite: 'create', target: 'qcow2', name: '1G-zstd', outcomes: [3, 0, 2], play: '' },
    { suite: 'dd', target: 'raw', name: '1M', outcomes: [0, 0, -1], play: '' },
  ],
} as unknown as ReportData;

function shown(filter: Partial<Filter>) {
  return filtered(data, { ...EVERYTHING, ...filter }).map(({ data: { name }, outcomes }) => [
    name,
    ...outcomes,
  ]);
}

test.for<[Partial<Filter>, unknown]>([
  [
    {},
    [
      ['1M-default', 0, 1, 1],
      ['1G-zstd', 3, 0, 2],
      ['1M', 0, 0, -1],
    ],
  ],
  [{ suite: 'dd' }, [['1M', 0, 0, -1]]],
  [{ target: 'qcow2' }, [['1G-zstd', 3, 0, 2]]],
  [
    { results: new Set(['diverged']) },
    [
      ['1M-default', -1, 1, 1],
      ['1G-zstd', -1, -1, 2],
    ],
  ],
  [{ results: new Set(['skipped', 'diverged']), target: 'qcow2' }, [['1G-zstd', 3, -1, 2]]],
  [{ reader: 'check' }, [['1G-zstd', -1, -1, 2]]],
  [{ text: 'virtual-size' }, [['1M-default', -1, 1, 1]]],
  [{ text: 'LEAKS  create' }, [['1G-zstd', -1, -1, 2]]],
  [{ text: '1g' }, [['1G-zstd', 3, 0, 2]]],
  [{ text: 'virtual-size leaks' }, []],
  [{ text: 'create vhd 1M-default @ 10.0.13' }, [['1M-default', -1, -1, 1]]],
  [{ text: '#create/vhd/1M-default@8.0.0' }, [['1M-default', -1, 1, -1]]],
  [{ text: 'create @ 9.9.9' }, []],
])('%j leaves %j', ([filter, left]) => {
  expect(shown(filter)).toEqual(left);
});
