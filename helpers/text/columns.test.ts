import { expect, test } from 'vitest';
import { columns } from './columns.ts';

test('columns are as wide as their widest cell, to the left unless it is said', () => {
  expect(columns([['a', 'bb'], ['ccc']])).toEqual(['a    bb', 'ccc']);
  expect(
    columns(
      [
        ['a', '1'],
        ['b', '10'],
      ],
      'lr',
    ),
  ).toEqual(['a   1', 'b  10']);
  expect(columns([])).toEqual([]);
});
