import { expect, test } from 'vitest';
import type { Difference } from '../comparison/difference.ts';
import { cellReport, divergedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { annotations } from './annotations.ts';
import type { VerifiedCell } from './cell-report.ts';
import { countingLines } from './census-lines.ts';
import { verifiedCells } from './counts.ts';
import { findingsList } from './findings-list.ts';

const VERSIONS = ['5.2.0', '7.2.18', '7.2.22', '10.0.2', '10.0.13', '11.1.2', '11.1.3'];
const REPRODUCE = ['test', 'cd', 'create', 'subject', 'candidate reads', 'reference reads'];
const BESIDE = { keptFiles: '/dev/shm/kept', builtBy: 'qemu-img 9.0.0: qemu-img 10.0.13 is not installed' };

/** Cells of a case at every release. */
function everyRelease(name: string, differences: readonly Difference[], other = {}): VerifiedCell[] {
  return VERSIONS.map((version) =>
    divergedCell(differences, { case: name, version, reproduce: REPRODUCE, ...BESIDE, ...other }),
  );
}

function list(cells: readonly VerifiedCell[]): string[] {
  return findingsList(cells, 'parity-report/parity.json');
}

test('a run without findings has no list', () => {
  expect(list(verifiedCells([cellReport()]))).toEqual([]);
});

test('few groups are told in full, each, and nothing is elsewhere', () => {
  const size = differs('virtual-size', { expected: 1079296, actual: 1044480 });
  const [old, new_] = ['7.2.22', '10.0.13'].map((version) =>
    divergedCell([size], {
      suite: 'create',
      target: 'vhd',
      version,
      reproduce: ['npx vitest run', 'cd'],
      keptFiles: '/dev/shm/kept',
    }),
  );
  const cells = [old, new_, ...verifiedCells([cellReport({ version: '11.1.3' })])].flatMap(
    (cell) => cell ?? [],
  );
  expect(list(cells)).toEqual([
    'findings: 2 cells in 1 group (a case and what is wrong with it), of 1 likely cause',
    '',
    '1. create vhd 1M-default @ 7.2.22-10.0.13: virtual-size 1079296 -> 1044480',
    '     candidate  1 field differs',
    '       virtual-size',
    '         expected  1079296',
    '         actual    1044480',
    '     baseline   expected-outputs/tiny-info-json/qcow2/10.0.13/1M-default.stdout.txt',
    '     files      /dev/shm/kept',
    '     reproduce',
    '       npx vitest run',
    '       cd',
  ]);
});

test('three causes in 159 groups and 1,113 cells: each once, the biggest first, all in at most 110 lines', () => {
  const cells = Array.from({ length: 159 }, (_, at) => {
    const field = at < 120 ? 'virtual-size' : at < 150 ? 'cluster-size' : 'format';
    const beside = at % 2 === 1 ? [differs(`detail-${at % 40}`, { expected: 1, actual: 2 })] : [];
    return everyRelease(`${at}M`, [differs(field, { expected: at, actual: -1 }), ...beside], {
      suite: ['create', 'dd', 'resize'][at % 3],
      target: ['qcow2', 'raw', 'vhd', 'vhdx', 'vmdk'][at % 5],
    });
  }).flat();
  const lines = list(cells);
  expect(lines[0]).toBe(
    'findings: 1113 cells in 159 groups (a case and what is wrong with it), of 3 likely causes',
  );
  const stories = lines.filter((line) => /^\d+\. /.test(line)).map((line) => line.replace(/ @.*: /, ' … '));
  expect(stories).toEqual([
    '1. create qcow2 0M … virtual-size 0 -> -1',
    '2. create qcow2 120M … cluster-size 120 -> -1',
    '3. create qcow2 150M … format 150 -> -1',
  ]);
  expect(lines.at(-1)).toBe('all groups, and the commands that play them: parity-report/parity.json');
  // With the head of a run, Vitest's summary and the census the whole is below 150.
  expect(lines.length).toBeLessThanOrEqual(110);
  expect(countingLines(cells).length).toBeLessThanOrEqual(25);
});

test('of a cause, groups of other suites and targets are told first, and the rest is counted', () => {
  const size = differs('virtual-size', { expected: 1, actual: 2 });
  const cells = Array.from({ length: 60 }, (_, at) =>
    everyRelease(`${at}M`, [size], { target: at < 50 ? 'qcow2' : at < 55 ? 'raw' : 'vhd' }),
  ).flat();
  const lines = list(cells);
  const others = lines.slice(lines.findIndex((line) => line.startsWith('   the same in')));
  expect(others[0]).toMatch(/^ {3}the same in \d+ other groups \(\d+ cells\):$/);
  expect(others.slice(1, 4).map((line) => line.trim().split(' ').slice(0, 3).join(' '))).toEqual([
    expect.stringMatching(/^tiny qcow2 /),
    'tiny raw 50M',
    'tiny vhd 55M',
  ]);
  const more = Number(/and (\d+) more/.exec(others.join('\n'))?.[1]);
  const inLines = others.filter((line) => line.includes(' @ ')).length;
  const inFull = lines.filter((line) => line.trim() === 'reproduce').length;
  expect(inLines).toBe(6);
  expect(more + inLines + inFull).toBe(60);
});

test('of 60 causes twenty are told in full, thirty on a line each, ten are counted', () => {
  const cells = Array.from({ length: 60 }, (_, at) =>
    everyRelease(`${at}M`, [
      differs(`field-${String.fromCharCode(97 + (at % 26))}${at < 26 ? '' : at < 52 ? 'x' : 'y'}`),
    ]),
  ).flat();
  const lines = list(cells);
  expect(lines[0]).toContain('of 60 likely causes');
  expect(lines.filter((line) => line.trim() === 'reproduce')).toHaveLength(20);
  const also = lines.slice(lines.indexOf('and also:') + 1);
  expect(also.filter((line) => line.includes(' @ '))).toHaveLength(30);
  expect(also).toContain('   and 10 causes more');
  expect(lines.length).toBeLessThan(400);
  expect(annotations(cells)).toHaveLength(10);
});

test('an annotation of GitHub is one line, whatever it says', () => {
  const odd = differs('a,b:c%', { expected: 'x\ny', actual: 2 });
  expect(annotations([divergedCell([odd]), divergedCell([odd], { case: '2M' })])).toEqual([
    '::error title=parity%3A tiny qcow2 1M-default::tiny qcow2 1M-default @ 10.0.13: ["a,b:c%25"] "x\\ny" -> 2 (the same in 1 other group)',
  ]);
});
