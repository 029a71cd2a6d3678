import { expect, test } from 'vitest';
import { columnsOf, rangeOf } from './columns.ts';

const versions = ['5.2.0', '6.0.0', '7.2.0', '8.0.0'];

test('neighbours that agree in every row are one column, and no others', () => {
  const rows = [
    [1, 1, 2, 2],
    [3, 3, 3, 4],
  ];
  const columns = columnsOf(rows, 4);
  expect(columns.map((column) => rangeOf(column, versions))).toEqual(['5.2.0–6.0.0', '7.2.0', '8.0.0']);
});

test('what comes again later is a column of its own', () => {
  expect(columnsOf([[1, 2, 1]], 3)).toHaveLength(3);
});

test('releases of which nothing is shown have no column', () => {
  expect(columnsOf([[-1, -1, 1, -1]], 4)).toEqual([{ first: 2, last: 2 }]);
  expect(columnsOf([], 4)).toEqual([]);
});
