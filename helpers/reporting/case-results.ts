import { groupBy } from '../files/group-by.ts';
import { READERS, type Reader } from '../pipeline/reader.ts';
import { sortVersions } from '../versions/order.ts';
import { caseKey } from './case-key.ts';
import { judgementsOf, type VerifiedCell } from './cell-report.ts';
import type { CaseReport } from './report.ts';
import { caseLine } from './reproduce.ts';

/**
 * How every cell ended, by case in the order in which the cases come; skipped cells by their reason, others by who has
 * looked at them.
 *
 * @param settings environment variables that the run was made with, as for `caseLine`
 */
export function caseResults(
  cells: readonly VerifiedCell[],
  settings: Parameters<typeof caseLine>[1],
): CaseReport[] {
  const order = new Map(
    sortVersions(new Set(cells.map(({ version }) => version))).map((one, at) => [one, at]),
  );
  const at = ({ version }: VerifiedCell) => order.get(version) ?? 0;
  const byCase = groupBy(cells, caseKey);
  return [...byCase.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const inOrder = [...members].sort((a, b) => at(a) - at(b));
    const { suite, target, case: name } = first;
    return [{ suite, target, case: name, results: resultsOf(inOrder), play: caseLine(first, settings) }];
  });
}

function resultsOf(cells: readonly VerifiedCell[]): CaseReport['results'] {
  const alike = groupBy(cells, (cell) =>
    [cell.outcome.result, readersOf(cell), reasonOf(cell.outcome)].join(' '),
  );
  return [...alike.values()].flatMap((members) => {
    const [first] = members;
    if (!first) return [];
    const reason = reasonOf(first.outcome);
    const releases = members.map(({ version }) => version);
    const why = reason === undefined ? { readers: readersOf(first) } : { reason };
    return [{ result: first.outcome.result, releases, ...why, baseline: first.baseline }];
  });
}

/** Each once: one who has looked at images with data as well has judged once. */
function readersOf(cell: VerifiedCell): Reader[] {
  const judged = new Set(judgementsOf(cell).map(({ reader }) => reader));
  return READERS.filter((reader) => judged.has(reader));
}

function reasonOf(outcome: VerifiedCell['outcome']): string | undefined {
  return outcome.result === 'skipped' ? outcome.reason : undefined;
}
