import { expect, test } from 'vitest';
import { madeCollection } from '../testing/made-collection.ts';
import { casesExactly, casesInShort } from './cases-in-words.ts';

const ofTarget = (target: string, count: number) =>
  Array.from({ length: count }, (_, at): [string, string[]] => [`${target} c${at}`, ['']]);
const all = madeCollection('made', 'text', ['1.0.0'], {
  ...Object.fromEntries([...ofTarget('qcow2', 6), ...ofTarget('raw', 3), ...ofTarget('vhd', 2)]),
}).rows;

/** Cases by what is said of them: how many of the first of each target, exactly, in short. */
const sets: [Record<string, number>, string, string][] = [
  [{ qcow2: 6, raw: 3, vhd: 2 }, 'all 11 cases', 'all 11 cases'],
  [
    { qcow2: 6, raw: 3, vhd: 1 },
    'all 11 cases but vhd c1',
    'all 6 qcow2 cases, all 3 raw cases, 1 of 2 vhd cases',
  ],
  [{ qcow2: 6, vhd: 1 }, 'all 6 qcow2 cases; vhd c0', 'all 6 qcow2 cases, 1 of 2 vhd cases'],
  [{ qcow2: 5, raw: 2 }, 'all 6 qcow2 cases but c5; raw c0, c1', '5 of 6 qcow2 cases, 2 of 3 raw cases'],
  [{ qcow2: 3 }, 'qcow2 c0, c1, c2', 'qcow2 c0, c1, c2'],
  [{ qcow2: 1, raw: 1 }, 'qcow2 c0; raw c0', 'qcow2 c0; raw c0'],
];

test.for(sets)('%j', ([counts, exactly, inShort]) => {
  const rows = all.filter(({ target, stem }) => Number(stem.slice(1)) < (counts[target] ?? 0));
  expect([casesExactly(rows, all), casesInShort(rows, all)]).toEqual([exactly, inShort]);
});

test('the only case there is has its name', () => {
  const one = all.slice(0, 1);
  expect([casesExactly(one, one), casesInShort(one, one)]).toEqual(['qcow2 c0', 'qcow2 c0']);
});
