import { expect, test } from 'vitest';
import { SHORTER_LIMIT } from '../cells/patience.ts';
import type { Difference } from '../comparison/difference.ts';
import { divergedCell, verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { causesOf, NewSymptoms } from './causes.ts';
import type { VerifiedCell } from './cell-report.ts';
import { groupFindings } from './groups.ts';

let count = 0;
/** A cell of a case of its own. */
function cellWith(...differences: Difference[]): VerifiedCell {
  count += 1;
  return divergedCell(differences, { case: `${count}M` });
}

const size = (by = 1) => differs('virtual-size', { expected: 100, actual: 100 + by });
const format = differs('format', { expected: 'a', actual: 'b' });
const children = differs('children', { actual: [] });
const line = (number: number, expected: string): Difference => ({
  location: { kind: 'line', number },
  expected,
  actual: 'x',
});
const exit = (actual: number): Difference => ({
  location: { kind: 'exit code', step: 'create' },
  expected: 0,
  actual,
});

/** For each cause its story, variations and repetitions, by the cells that were given. */
function told(cells: readonly VerifiedCell[]) {
  const at = (name: string) => cells.findIndex((cell) => cell.case === name);
  return causesOf(groupFindings(cells)).map(({ story, variations, repetitions }) => [
    at(story.case),
    variations.map((group) => at(group.case)),
    repetitions.map((group) => at(group.case)),
  ]);
}

test('groups in which the same field differs have one cause, whatever the values', () => {
  expect(told([cellWith(size(1)), cellWith(format), cellWith(size(2)), cellWith(size(3))])).toEqual([
    [0, [], [2, 3]],
    [1, [], []],
  ]);
});

test('a candidate that hangs does so for one cause, however long it was waited for', () => {
  const hung = ['5 s and was killed', `1 s and was killed (${SHORTER_LIMIT})`].map((how, at) => {
    const reason = `create was still running after ${how}`;
    return verifiedCell('error', [{ reader: 'candidate', result: 'error', reason }], { case: `hung ${at}` });
  });
  expect(told(hung)).toEqual([[0, [], [1]]]);
});

test('a field that is rounded, one that is 0, null or of another type, and one that only one side has, have causes of their own', () => {
  const inSuite = (suite: string, sides: Parameters<typeof differs>[1]) =>
    divergedCell([differs('virtual-size', sides)], { suite });
  const cells = [
    inSuite('create', { expected: 1079296, actual: 1044480 }),
    inSuite('resize', { expected: 100, actual: 0 }),
    inSuite('dd', { expected: 5, actual: null }),
    inSuite('commit', { expected: 5, actual: '5' }),
    inSuite('a', { expected: 5 }),
    inSuite('b', { actual: 5 }),
  ];
  expect(causesOf(groupFindings(cells))).toHaveLength(cells.length);
  const everywhere = ['create', 'resize', 'dd', 'commit'].map((suite) =>
    inSuite(suite, { expected: 65536, actual: 512 }),
  );
  expect(causesOf(groupFindings(everywhere))).toHaveLength(1);
});

test('what one command prints wrong is not what another does, whatever the step is called', () => {
  const field = (suite: string, output: string, observes: Record<string, string>) =>
    divergedCell([{ location: { kind: 'field', keys: ['size'], output }, expected: 1, actual: 2 }], {
      suite,
      observes,
    });
  const one = (operation: string) => divergedCell([size()], { suite: operation, observes: { x: operation } });
  expect(causesOf(groupFindings([one('info'), one('measure')]))).toHaveLength(2);
  const cells = [
    field('commit', 'overlay_info', { overlay_info: 'info', map: 'map' }),
    field('create', 'info', { info: 'info' }),
    field('commit', 'map', { overlay_info: 'info', map: 'map' }),
  ];
  const causes = causesOf(groupFindings(cells)).map(({ story, repetitions }) => [
    story.cells[0].suite,
    repetitions.length,
  ]);
  expect(causes).toEqual([
    ['commit', 1],
    ['commit', 0],
  ]);
});

test('what is wrong in an image is of the suite whose command has made it', () => {
  const content: Difference = {
    location: { kind: 'guest content', file: 'image.qcow2' },
    expected: 'identical',
    actual: 'Content mismatch at offset 0!',
  };
  const cells = ['resize', 'commit'].flatMap((suite) =>
    ['1M', '2M'].map((name) => divergedCell([content], { suite, case: name })),
  );
  expect(
    causesOf(groupFindings(cells)).map(({ story, repetitions }) => [story.suite, repetitions.length]),
  ).toEqual([
    ['resize', 1],
    ['commit', 1],
  ]);
});

test('another field beside one that was told is a variation; what was told with it once is a repetition', () => {
  const cells = [
    cellWith(size()),
    cellWith(size(), children),
    cellWith(size(), children),
    cellWith(size(), children),
    cellWith(size()),
    cellWith(children),
    cellWith(size()),
    cellWith(size()),
  ];
  expect(told(cells)).toEqual([[0, [1], [4, 6, 7, 2, 3, 5]]]);
});

test('what stands in which line, in which output and at which place of a list parts no causes', () => {
  const field = (keys: readonly (string | number)[], output: string): Difference => ({
    location: { kind: 'field', keys, output },
    expected: 1,
    actual: 2,
  });
  expect(told([cellWith(line(1, 'size: 1\n')), cellWith(line(3, 'size: 22\n'))])).toEqual([[0, [], [1]]]);
  expect(
    told(
      [cellWith(field(['children', 0, 'a'], 'x')), cellWith(field(['children', 1, 'a'], 'y'))].map(
        (cell) => ({ ...cell, observes: { x: 'info', y: 'info' } }),
      ),
    ),
  ).toEqual([[0, [], [1]]]);
  expect(told([cellWith(line(1, 'size: 1\n')), cellWith(line(1, 'other: 1\n'))])).toHaveLength(2);
});

test('what fails in a way of its own has a cause of its own, and explains what differs beside it', () => {
  const cells = [
    cellWith(exit(1), size()),
    cellWith(exit(1), size()),
    cellWith(exit(139), size()),
    cellWith(size()),
    cellWith(exit(1), { location: { kind: 'check', file: 'image.raw' }, expected: 'clean', actual: 'leaks' }),
  ];
  expect(told(cells)).toEqual([
    [0, [], [1]],
    [2, [], []],
    [3, [], []],
    [4, [], []],
  ]);
});

test('reasons are the same but for paths, releases and amounts', () => {
  const cell = (reason: string) => {
    count += 1;
    return verifiedCell('error', [{ reader: 'candidate', result: 'error', reason }], { case: `${count}M` });
  };
  const cells = [
    cell('create wrote /a/b of 10 bytes'),
    cell('create wrote /c of 9 bytes'),
    cell('create hung'),
  ];
  expect(told(cells)).toEqual([
    [0, [], [1]],
    [2, [], []],
  ]);
});

test('the cause that touches most cells comes first, and its story is what takes the fewest commands', () => {
  const long = { reproduce: ['a', 'b', 'c'] };
  const cells = [
    cellWith(format),
    { ...cellWith(size()), ...long },
    { ...cellWith(size()), reproduce: ['a'] },
    { ...cellWith(size()), ...long },
  ];
  expect(told(cells)).toEqual([
    [2, [], [1, 3]],
    [0, [], []],
  ]);
});

test('variations and repetitions count for the size of a cause', () => {
  const cells = [
    ...[1, 2, 3].map(() => cellWith(format)),
    ...[1, 2].map(() => cellWith(size())),
    ...[1, 2].map(() => cellWith(size(), children)),
  ];
  expect(told(cells).map(([story]) => story)).toEqual([3, 0]);
});

test('a symptom is new once', () => {
  const symptoms = new NewSymptoms();
  const cells = [cellWith(size(1)), cellWith(size(2)), cellWith(size(3), format), cellWith(format)];
  expect(cells.map((cell) => symptoms.isNew(cell))).toEqual([true, false, true, false]);
});
