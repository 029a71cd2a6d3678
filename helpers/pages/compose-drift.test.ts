import { expect, test } from 'vitest';
import { driftingCollections } from '../testing/drifting-collections.ts';
import { composeDrift } from './compose-drift.ts';

const { data, details } = composeDrift(driftingCollections());
const cases = data.cases.map(({ type, target, name }) => `${type} ${target} ${name}`);

test('every recorded case has what it prints by release, and what changed there', () => {
  expect(cases).toEqual([
    'one-json raw 1M',
    'one-json vhd 1M-default',
    'one-json vhd steady',
    'two-json raw 2M',
  ]);
  expect(data.cases.map(({ outcomes }) => outcomes)).toEqual([
    [0, 0, 0, 1, 2],
    [0, -1, 0, 1, 1],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 1, 1],
  ]);
  const changed = data.cases.map(({ changes }) => changes.map((text) => data.texts[text] ?? ''));
  expect(changed).toEqual([
    ['', '', '', 'child', 'size'],
    ['', '', '', 'child', ''],
    ['', '', '', '', ''],
    ['', '', '', 'child', ''],
  ]);
});

test('a change opens to its fields, before and after, and what it is held against', () => {
  const { changes, differences } = details.get(data.cases[0]?.command ?? '') ?? {
    changes: [],
    differences: [],
  };
  const told = changes.map(({ case: at, since, before, differences: place }) => [
    cases[at],
    `${before} -> ${since}`,
    differences[place],
  ]);
  expect(told).toEqual([
    ['one-json raw 1M', '6.2.0 -> 7.0.0', [{ path: 'child', actual: [] }]],
    ['one-json raw 1M', '7.0.0 -> 8.2.0', [{ path: 'size', expected: 1, actual: 2 }]],
    ['one-json vhd 1M-default', '6.2.0 -> 7.0.0', [{ path: 'child', actual: [] }]],
    ['two-json raw 2M', '6.2.0 -> 7.0.0', [{ path: 'child', actual: [] }]],
  ]);
});

test('it is told in words by release and type, with its cases', () => {
  expect(
    data.statements.map(({ since, told }) => [
      data.versions[since],
      ...told.map(({ type, text, cases: places }) => [type, text, places.map((at) => cases[at])]),
    ]),
  ).toEqual([
    [
      '7.0.0',
      [
        'one-json',
        '`child` appears (`[]`) in raw 1M; vhd 1M-default',
        ['one-json raw 1M', 'one-json vhd 1M-default'],
      ],
      ['two-json', '`child` appears (`[]`) in raw 2M', ['two-json raw 2M']],
    ],
    ['8.2.0', ['one-json', '`size` changes from `1` to `2` in raw 1M', ['one-json raw 1M']]],
  ]);
});

test('profiles are ranges of releases, and gaps are told', () => {
  expect(data.types).toMatchObject([
    { name: 'one-json', cases: 3, profiles: ['5.2.0, 6.2.0', '6.0.0', '7.0.0', '8.2.0'] },
    { name: 'two-json', cases: 1, profiles: ['5.2.0-6.2.0', '7.0.0-8.2.0'] },
  ]);
  expect(data.gaps).toEqual(['one-json: not recorded for 6.0.0: 1 of 3 cases']);
});
