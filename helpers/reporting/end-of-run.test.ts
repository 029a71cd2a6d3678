import { expect, test } from 'vitest';
import type { Judgement } from '../cells/verdict.ts';
import type { Difference } from '../comparison/difference.ts';
import { cellReport, divergedCell, verifiedCell } from '../testing/cell-report.ts';
import { differs } from '../testing/differs.ts';
import { annotations } from './annotations.ts';
import type { VerifiedCell } from './cell-report.ts';
import { verifiedCells } from './counts.ts';
import { endOfRun } from './end-of-run.ts';

const VERSIONS = ['5.2.0', '7.2.18', '7.2.22', '10.0.2', '10.0.13', '11.1.2', '11.1.3'];
const SUITES = ['commit', 'create', 'dd', 'measure', 'resize'];
const TARGETS = ['qcow2', 'raw', 'vhd', 'vhdx', 'vmdk'];
const FIELDS = ['cluster-size', 'format', 'virtual-size'];

/** Lines of a run that are none of its end: its head, a line of Vitest's for each test file, its counts, report and verdict. */
const ELSEWHERE = 25;

/** A cell of some suite and target, at some release. */
const anywhere = (at: number) => ({
  suite: SUITES[at % 5] ?? '',
  target: TARGETS[at % 4] ?? '',
  case: `${at}M`,
  version: VERSIONS[at % 7] ?? '',
});

/** Much differs, and both readers see it. */
function divergedCells(): VerifiedCell[] {
  return Array.from({ length: 159 }, (_, at) => {
    const own = differs(FIELDS[at % 3] ?? '', { expected: at + 1, actual: -1 });
    const beside = Array.from({ length: at % 9 }, (_, field) =>
      differs(`detail-${at % 3}-${field}`, { expected: 1, actual: 2 }),
    );
    const differences: Difference[] = [own, ...beside];
    const judgements: Judgement[] = (['candidate', 'reference'] as const).map((reader) => ({
      reader,
      result: 'diverged',
      differences,
    }));
    return VERSIONS.map((version) =>
      verifiedCell('diverged', judgements, {
        ...anywhere(at),
        version,
        reproduce: Array.from({ length: 9 }, (_, line) => `command ${line}`),
      }),
    );
  }).flat();
}

/** Cells that were skipped, noted and known, each for reasons of many kinds. */
function otherCells(): VerifiedCell[] {
  const skipped = Array.from({ length: 30 }, (_, at) =>
    cellReport({
      ...anywhere(at),
      outcome: { mode: 'verify', result: 'skipped', reason: `reason ${at}\nand more` },
    }),
  );
  const noted = Array.from({ length: 30 }, (_, at) =>
    verifiedCell('match', [{ reader: 'candidate', result: 'match' }], anywhere(at), [`note ${at}`]),
  );
  const known = Array.from({ length: 40 }, (_, at) => {
    const entry = { differences: [], reason: `known ${at}`, origin: 'observed', link: 'x' } as const;
    return verifiedCell('known', [{ reader: 'candidate', result: 'known', ...entry }], anywhere(at));
  });
  return [...verifiedCells(skipped), ...noted, ...known];
}

const mending = Array.from({ length: 40 }, (_, at) => `mend ${at}`);

test('of a whole run with three causes all that is told is at most 150 lines', () => {
  const cells = [...divergedCells(), ...otherCells()];
  const { findings, counts } = endOfRun(cells, 'parity.json', mending);
  expect(findings[0]).toMatch(/^findings: 1113 cells in 159 groups .* of 3 likely causes$/);
  const lines = [...annotations(cells), ...findings, ...counts].join('\n').split('\n');
  expect(lines.length + ELSEWHERE).toBeLessThanOrEqual(150);
  for (const more of [
    /^ {2}and 26 reasons more \(parity.json\)$/,
    /^ {2}and 36 reasons more \(parity.json\)$/,
    /^and \d+ rows more \(parity.json\)$/,
    /^and 35 more, when these are done$/,
  ]) {
    expect(lines).toContainEqual(expect.stringMatching(more));
  }
});

test('where there is room, all is told', () => {
  const { counts } = endOfRun(
    [divergedCell([differs('a', { expected: 1, actual: 2 })]), ...otherCells().slice(0, 5)],
    'parity.json',
    mending.slice(0, 3),
  );
  expect(counts.filter((line) => / × reason /.test(line))).toHaveLength(5);
  expect(counts).toContain('mend 2');
  expect(counts.join('\n')).not.toMatch(/more (\(parity|,|when)/);
});
