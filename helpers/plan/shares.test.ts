import { expect, test } from 'vitest';
import { sharesOf } from './shares.ts';

/** Cells that each shard gets. */
function totals(loads: readonly { key: string; cells: number }[], count: number): number[] {
  const shares = sharesOf(loads, count);
  return Array.from({ length: count }, (_, at) =>
    loads.filter(({ key }) => shares.get(key) === at + 1).reduce((sum, { cells }) => sum + cells, 0),
  );
}

/** Rows of a suite, each of which is played at so many releases. */
function rows(suite: string, length: number, cells: number) {
  return Array.from({ length }, (_, at) => ({ key: `${suite}/${at}`, cells }));
}

test('no shard has more of one large suite and many small ones than another, but for one row', () => {
  const small = ['amend', 'check', 'commit', 'create'].flatMap((suite, at) => rows(suite, 3 + 2 * at, 26));
  const loads = [...small, ...rows('measure', 250, 26), ...rows('map', 7, 9)];
  for (const count of [1, 2, 3, 4, 7]) {
    const shares = totals(loads, count);
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(26);
  }
});

test('a suite is spread over the shards, also where it is played alone', () => {
  const shares = sharesOf([...rows('create', 4, 26), ...rows('dd', 9, 26)], 3);
  const ofDd = [...shares].filter(([key]) => key.startsWith('dd/')).map(([, shard]) => shard);
  for (const shard of [1, 2, 3]) expect(ofDd.filter((one) => one === shard)).toHaveLength(3);
});

test('shards for which there is nothing get nothing', () => {
  expect(totals(rows('tiny', 2, 1), 4)).toEqual([1, 1, 0, 0]);
});
