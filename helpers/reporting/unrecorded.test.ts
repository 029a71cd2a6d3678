import { expect, test } from 'vitest';
import { cellReport } from '../testing/cell-report.ts';
import { unplayedLines, unrecordedLines } from './unrecorded.ts';

function failed(reason: string, name: string, version = '10.0.13') {
  return cellReport({ case: name, version, outcome: { mode: 'record', result: 'failed', reason } });
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

test('releases that fail alike are told together, with ranges', () => {
  const releases = ['6.0.0', '6.1.0', '7.0.0', '8.0.0'];
  const hung = releases
    .filter((version) => version !== '7.0.0')
    .flatMap((version) =>
      ['1M', '2M'].map((name) => failed(`qemu-img ${version}: create hung`, name, version)),
    );
  const done = cellReport({ version: '7.0.0', outcome: { mode: 'record', result: 'written' } });
  expect(unrecordedLines([...hung, done])).toEqual([
    'NOT RECORDED: 6 cells, of which what was recorded before stays',
    '  qemu-img 6.0.0-6.1.0, 8.0.0: create hung',
    '    tiny qcow2 1M @ 6.0.0-6.1.0, 8.0.0',
    '    tiny qcow2 2M @ 6.0.0-6.1.0, 8.0.0',
  ]);
});

test('why cells were not played is told once for all releases', () => {
  const skipped = ['6.0.0', '6.1.0'].flatMap((version) => {
    const reason = `this build of ${version} has no zstd`;
    return ['a', 'b'].map((name) =>
      cellReport({ case: name, version, outcome: { mode: 'record', result: 'skipped', reason } }),
    );
  });
  expect(unplayedLines(skipped)).toEqual(['skipped:', '  4 × this build of 6.0.0-6.1.0 has no zstd']);
  expect(unplayedLines([failed('create hung', '1M')])).toEqual([]);
});
