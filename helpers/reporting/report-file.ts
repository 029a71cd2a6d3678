import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isFailure } from '../cells/verdict.ts';
import { writeDifference } from '../comparison/difference.ts';
import { writeAtomically } from '../files/atomic.ts';
import type { Plan } from '../plan/plan.ts';
import type { CellReport } from './cell-report.ts';
import { countBySuite, countResults, skipReasons, verifiedCells } from './census.ts';

/** What is known of a run beside its cells. */
export interface RunFacts {
  readonly expectedCells: number;
  readonly truncated: boolean;
}

/** The content of parity.json. */
export function composeReport(plan: Plan, reports: readonly CellReport[], facts: RunFacts) {
  const cells = verifiedCells(reports);
  const { candidate } = plan;
  return {
    candidate: {
      dialect: candidate.dialect,
      path: candidate.path ?? null,
      version: candidate.version ?? null,
      self_check: candidate.selfCheck,
    },
    versions: plan.verifiable,
    expected_cells: facts.expectedCells,
    cells: countResults(cells),
    suites: countBySuite(cells),
    candidate_runs: cells.reduce((sum, { candidateRuns }) => sum + candidateRuns, 0),
    failures: cells.flatMap(({ suite, target, case: name, version, outcome, reproduce, baseline }) =>
      outcome.judgements
        .filter(({ result }) => isFailure(result))
        .map((judgement) => ({
          suite,
          target,
          case: name,
          version,
          reader: judgement.reader,
          result: judgement.result,
          ...('reason' in judgement ? { reason: judgement.reason } : {}),
          differences: ('differences' in judgement ? judgement.differences : [])?.map(writeDifference) ?? [],
          reproduce,
          baseline,
        })),
    ),
    skips: skipReasons(cells),
    truncated: facts.truncated,
  };
}

export function writeReport(folder: string, report: unknown): string {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'parity.json');
  writeAtomically(path, `${JSON.stringify(report, null, 2)}\n`);
  return path;
}
