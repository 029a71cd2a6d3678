import { isComparison, RESULTS, type Result } from '../cells/verdict.ts';
import { groupBy } from '../files/group-by.ts';
import { columns } from '../text/columns.ts';
import { versionRanges } from '../versions/ranges.ts';
import type { CellReport } from './cell-report.ts';
import { unseen } from './unseen.ts';

export type Counts = Readonly<Record<Result, number>>;

type Verified = Extract<CellReport['outcome'], { mode: 'verify' }>;
export type VerifiedCell = CellReport & { readonly outcome: Verified };

export function verifiedCells(reports: readonly CellReport[]): VerifiedCell[] {
  return reports.filter((report): report is VerifiedCell => report.outcome.mode === 'verify');
}

export function countResults(cells: readonly VerifiedCell[]): Counts {
  const count = (result: Result) => cells.filter(({ outcome }) => outcome.result === result).length;
  return Object.fromEntries(RESULTS.map((result) => [result, count(result)])) as Counts;
}

/** Whether anybody compared something in a cell; what was skipped, or broke before that, is not judged. */
export function isJudged({ outcome }: VerifiedCell): boolean {
  return outcome.judgements.some(isComparison);
}

/** How many cells were judged. */
export function countJudged(cells: readonly VerifiedCell[]): number {
  return cells.filter(isJudged).length;
}

/** In how many cells the candidate, and in how many a reference, read the result for a comparison. */
export interface Readings {
  readonly candidate: number;
  readonly reference: number;
}

export function countReadings(cells: readonly VerifiedCell[]): Readings {
  const by = (reader: keyof Readings) =>
    cells.filter(({ outcome }) =>
      outcome.judgements.some((judgement) => judgement.reader === reader && isComparison(judgement)),
    ).length;
  return { candidate: by('candidate'), reference: by('reference') };
}

export function countBySuite(cells: readonly VerifiedCell[]): Record<string, Counts> {
  const suites = [...new Set(cells.map(({ suite }) => suite))].sort();
  return Object.fromEntries(
    suites.map((suite) => [suite, countResults(cells.filter((cell) => cell.suite === suite))]),
  );
}

/** Why cells were skipped, with how many. */
export function skipReasons(cells: readonly VerifiedCell[]): Record<string, number> {
  const skipped = groupBy(
    cells.filter(({ outcome }) => outcome.result === 'skipped'),
    ({ outcome }) => outcome.reason ?? 'no reason',
  );
  return Object.fromEntries(
    [...skipped].map(([reason, members]): [string, number] => [reason, members.length]).sort(),
  );
}

/** The last lines of a verification: counts by suite, and by target which releases ended how. */
export function censusLines(cells: readonly VerifiedCell[]): string[] {
  const rows = [...Object.entries(countBySuite(cells)), ['all', countResults(cells)] as const];
  const table = rows.map(([suite, counts]) => [
    suite,
    String(Object.values(counts).reduce((sum, count) => sum + count, 0)),
    ...RESULTS.map((result) => String(counts[result])),
  ]);
  return [
    ...columns([['suite', 'cells', ...RESULTS], ...table], 'lrrrrrrr'),
    '',
    ...columns([['suite', 'target', 'result', 'cells', 'releases'], ...matrix(cells)], 'lllrl'),
    ...listed('skipped', Object.entries(skipReasons(cells))),
    ...listed('known', knownReasons(cells)),
  ];
}

function matrix(cells: readonly VerifiedCell[]): string[][] {
  const versions = new Set(cells.map(({ version }) => version));
  const groups = groupBy(cells, ({ suite, target, outcome }) => `${suite}\n${target}\n${outcome.result}`);
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, members]) => {
      const releases = members.map(({ version }) => version);
      return [...key.split('\n'), String(members.length), versionRanges(releases, versions)];
    });
}

function knownReasons(cells: readonly VerifiedCell[]): [string, number][] {
  const known = cells.flatMap(({ suite, target, case: name, outcome }) => {
    const judgement = outcome.judgements.find(({ result }) => result === 'known');
    if (outcome.result !== 'known' || judgement?.result !== 'known') return [];
    return [{ bucket: `${suite} › ${target}`, name, reason: judgement.reason + unseen(judgement.origin) }];
  });
  const groups = groupBy(known, ({ bucket, reason }) => `${bucket}\n${reason}`);
  return [...groups].map(([key, members]) => {
    const [bucket, reason] = key.split('\n');
    const names = [...new Set(members.map(({ name }) => name))].join(', ');
    return [`${bucket} › ${names}: ${reason}`, members.length];
  });
}

function listed(title: string, entries: readonly (readonly [string, number])[]): string[] {
  return entries.length === 0
    ? []
    : ['', `${title}:`, ...entries.map(([reason, count]) => `  ${count} × ${reason}`)];
}
