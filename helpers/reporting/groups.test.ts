import { expect, test } from 'vitest';
import type { Difference } from '../comparison/difference.ts';
import { cellReport, divergedCell, verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { verifiedCells } from './counts.ts';
import { findingLine } from './finding-line.ts';
import { composeGroups, findingKey, type Group, groupFindings } from './groups.ts';

const ALL = ['5.2.0', '7.2.18', '7.2.22', '10.0.13'];
const rounded = differs('virtual-size', { expected: 1079296, actual: 1044480 });
const vhd = { suite: 'create', target: 'vhd' };

function lines(groups: readonly Group[]): string[] {
  return groups.map((group) => findingLine(group, ALL));
}

test('cells of a case in which the same differs are one group over their releases, on one line', () => {
  const found = ['10.0.13', '7.2.22', '5.2.0', '7.2.18'].map((version) =>
    divergedCell(version === '10.0.13' ? [differs('format', { expected: 'a', actual: 'b' })] : [rounded], {
      ...vhd,
      version,
    }),
  );
  const groups = groupFindings([...verifiedCells([cellReport(vhd)]), ...found]);
  expect(lines(groups)).toEqual([
    'create vhd 1M-default @ 10.0.13: format "a" -> "b"',
    'create vhd 1M-default @ 5.2.0-7.2.22: virtual-size 1079296 -> 1044480',
  ]);
  expect(groups.map(({ releases }) => releases)).toEqual([['10.0.13'], ['5.2.0', '7.2.18', '7.2.22']]);
});

test('another case, reader, result or reason is another group', () => {
  const diverged = { result: 'diverged', differences: [rounded] } as const;
  const cells = [
    divergedCell([rounded]),
    divergedCell([rounded], { suite: 'dd' }),
    divergedCell([rounded], { target: 'raw' }),
    divergedCell([rounded], { case: '2M' }),
    verifiedCell('diverged', [{ reader: 'reference', ...diverged }]),
    verifiedCell('error', [{ reader: 'candidate', result: 'error', reason: 'no JSON' }]),
    verifiedCell('error', [{ reader: 'candidate', result: 'error', reason: 'no answer' }]),
    verifiedCell('stale', [{ reader: 'candidate', result: 'stale', reason: 'no JSON' }]),
  ];
  expect(groupFindings([...cells, ...cells])).toHaveLength(cells.length);
  expect(new Set(cells.map(findingKey)).size).toBe(cells.length);
});

test('which other release would have matched parts no groups', () => {
  const older = { ...rounded, as: '5.2.0' };
  const cells = ['7.2.18', '7.2.22'].map((version) =>
    divergedCell([version === '7.2.18' ? older : { ...older, as: '7.2.18 and older' }], { version }),
  );
  expect(groupFindings(cells)).toHaveLength(1);
  expect(composeGroups(cells)[0]?.differences).toEqual([
    { path: 'virtual-size', expected: 1079296, actual: 1044480, readers: ['candidate'] },
  ]);
  const agreed = cells.map((cell) => divergedCell([older], { version: cell.version }));
  expect(composeGroups(agreed)[0]?.differences).toMatchObject([{ as: '5.2.0' }]);
});

test('a group of parity.json has each difference once, with all who found it, and reasons beside', () => {
  const cell = verifiedCell('error', [
    { reader: 'candidate', result: 'diverged', differences: [rounded, differs('format', { expected: 'a' })] },
    { reader: 'reference', result: 'diverged', differences: [rounded] },
    { reader: 'check', result: 'error', reason: 'broke' },
    { reader: 'compare', result: 'match' },
  ]);
  expect(composeGroups([cell])).toEqual([
    {
      suite: 'tiny',
      target: 'qcow2',
      case: '1M-default',
      releases: ['10.0.13'],
      result: 'error',
      differences: [
        { path: 'virtual-size', expected: 1079296, actual: 1044480, readers: ['candidate', 'reference'] },
        { path: 'format', expected: 'a', readers: ['candidate'] },
      ],
      reasons: [{ reader: 'check', result: 'error', reason: 'broke' }],
    },
  ]);
  expect(lines(groupFindings([cell]))).toEqual([
    'tiny qcow2 1M-default @ 10.0.13: error: broke, virtual-size 1079296 -> 1044480, format "a" -> (absent)',
  ]);
});

test('reasons are the same but for the releases that they name', () => {
  const reasons = [
    (version: string) =>
      `nothing is recorded for tiny-info-json at ${version}; PARITY_VERSIONS=${version} npx vitest run -u suites/tiny records it`,
    (version: string) => `tiny-info-json/qcow2/${version}/1M-default.stdout.txt: is not that of its meta`,
    () => 'create wrote 10 bytes',
    () => 'create wrote 9 bytes',
  ];
  const cells = reasons.flatMap((reason) =>
    ['7.2.18', '7.2.22', '10.0.13'].map((version) =>
      verifiedCell('error', [{ reader: 'reference', result: 'error', reason: reason(version) }], { version }),
    ),
  );
  const groups = groupFindings(cells);
  expect(groups.map(({ releases }) => releases.length)).toEqual([3, 3, 3, 3]);
  // What is told is what the first of them says, release and all.
  expect(composeGroups(cells)[0]?.reasons[0]?.reason).toContain('PARITY_VERSIONS=7.2.18 ');
});

test('a difference is looked at as often as there are cells that have it, however many differ beside it', () => {
  let looks = 0;
  const counted = (key: string): Difference => ({
    get location() {
      looks += 1;
      return { kind: 'field', keys: [key] } as const;
    },
    expected: 1,
  });
  const fields = Array.from({ length: 100 }, (_, at) => `field-${at}`);
  const cells = ['5.2.0', '7.2.18', '7.2.22', '10.0.13'].map((version) =>
    divergedCell(fields.map(counted), { version }),
  );
  expect(composeGroups(cells)[0]?.differences).toHaveLength(fields.length);
  expect(looks).toBeLessThanOrEqual(10 * fields.length * cells.length);
});

test('a line has three differences, cut values and reasons of one line', () => {
  const many = ['a', 'b', 'c', 'd', 'e'].map((key) => differs(key, { expected: 'x'.repeat(50), actual: 1 }));
  const [line] = lines(groupFindings([divergedCell(many)]));
  expect(line?.split(' -> 1')).toHaveLength(4);
  expect(line).toMatch(/: a "x{31}… -> 1, b .*, c .*, 2 more$/);
  const reason = `first\nsecond ${'y'.repeat(500)}`;
  const [error] = lines(
    groupFindings([verifiedCell('error', [{ reader: 'candidate', result: 'error', reason }])]),
  );
  expect(error).toMatch(/: error: first second y+…$/);
  expect(error?.length).toBeLessThan(220);
});
