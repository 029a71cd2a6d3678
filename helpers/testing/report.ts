import type { Plan } from '../plan/plan.ts';
import { readSettings } from '../plan/settings.ts';
import type { VerifiedCell } from '../reporting/cell-report.ts';
import { composeReport, type RunFacts } from '../reporting/compose-report.ts';
import type { Report } from '../reporting/report.ts';
import { verdictOfRun } from '../reporting/run-verdict.ts';
import { sortVersions } from '../versions/order.ts';
import { temporaryFolder } from './temporary.ts';

/** The parity.json of a run of these cells by a candidate that was named, with what a test wants otherwise. */
export function reportOfCells(
  cells: readonly VerifiedCell[],
  facts: Partial<RunFacts> = {},
  env: Record<string, string> = {},
): Report {
  const candidate = { dialect: 'instar', path: '/opt/instar', version: '0.4.1', selfCheck: false };
  const plan = {
    candidate,
    verifiable: sortVersions(new Set(cells.map(({ version }) => version))),
    settings: readSettings(temporaryFolder(), env),
  } as unknown as Plan;
  return composeReport(plan, cells, {
    asked: { suites: [...new Set(cells.map(({ suite }) => suite))].sort(), filter: undefined },
    expectedCells: cells.length,
    truncated: false,
    changes: undefined,
    started: new Date('2026-11-21T13:33:59Z'),
    harness: 'abc',
    verdict: verdictOfRun(cells, plan, {
      failedTests: [],
      runErrors: 0,
      reasons: [],
    }),
    ...facts,
  });
}
