import { expect, test } from 'vitest';
import { cellReport } from '../testing/cell-report.ts';
import { unrecordedLines } from './unrecorded.ts';

function failed(reason: string, name: string) {
  return cellReport({ case: name, outcome: { mode: 'record', result: 'failed', reason } });
}

test('where all cells were recorded there is nothing to tell', () => {
  expect(unrecordedLines([cellReport({ outcome: { mode: 'record', result: 'written' } })])).toEqual([]);
});

test('cells that were not recorded are told by reason, the first of each by name', () => {
  const reports = [
    failed('the disk is full', '1M'),
    failed('create hung', '2M'),
    ...Array.from({ length: 6 }, (_, at) => failed('the disk is full', `${at}G`)),
  ];
  expect(unrecordedLines(reports)).toEqual([
    'NOT RECORDED: 8 cells, of which what was recorded before stays',
    '  the disk is full',
    '    tiny qcow2 1M @ 10.0.13',
    '    tiny qcow2 0G @ 10.0.13',
    '    tiny qcow2 1G @ 10.0.13',
    '    tiny qcow2 2G @ 10.0.13',
    '    tiny qcow2 3G @ 10.0.13',
    '    and 2 cells more',
    '  create hung',
    '    tiny qcow2 2M @ 10.0.13',
  ]);
});

test('reasons without end are counted', () => {
  const reports = Array.from({ length: 200 }, (_, at) => failed(`reason ${at}`, `${at}M`));
  const lines = unrecordedLines(reports);
  expect(lines.at(-1)).toBe('  and 180 reasons more');
  expect(lines).toHaveLength(42);
});
