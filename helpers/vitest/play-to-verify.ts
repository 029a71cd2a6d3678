import { join } from 'node:path';
import type { TestContext } from 'vitest';
import { triplePath } from '../baselines/layout.ts';
import { readTriple } from '../baselines/store.ts';
import type { Triple } from '../baselines/triple.ts';
import type { Cell } from '../cells/cell.ts';
import type { RowWorkshops } from '../cells/row-workshops.ts';
import { type Verdict, verdictOf } from '../cells/verdict.ts';
import { type Verified, verifyCell } from '../cells/verify-cell.ts';
import type { OutputType, Row, Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';
import type { Tools } from '../plan/tools.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { failureText } from '../reporting/failure-text.ts';
import { fromRoot, reproduction } from '../reporting/reproduce.ts';
import { plainError } from './plain-error.ts';

/** Judges the candidate in one cell: reports it, and passes, skips or fails the test. */
export async function playToVerify(
  suite: Suite,
  { row, version }: Cell,
  context: TestContext,
  { plan, tools, workshops }: { plan: Plan; tools: Tools; workshops: RowWorkshops },
): Promise<void> {
  const { expectedOutputs, root } = plan.settings;
  const baselines = readBaselines(expectedOutputs, suite, row, version);
  await workshops.with(row, version, async (workshop) => {
    const verified: Verified =
      'problem' in baselines
        ? { verdict: verdictOf([{ reader: 'reference', result: 'error', reason: baselines.problem }]) }
        : await verifyCell(row, version, baselines, workshop);
    const { verdict, product, builtBy } = verified;
    const failed = !['match', 'known', 'skipped'].includes(verdict.result);
    const [type = ''] = Object.keys(row.outputs);
    const key = { type, target: row.target, version, stem: row.stem };
    const report: CellReport = {
      suite: suite.command,
      target: row.target,
      case: row.title,
      version,
      outcome: outcomeOf(verdict),
      reproduce: failed ? reproduceBy(plan, tools, row, version) : [],
      baseline: `${fromRoot(root, join(expectedOutputs, triplePath(key)))}.stdout.txt`,
      candidateRuns: workshop.takeCandidateRuns(),
    };
    context.task.meta.parity = report;
    if (verdict.result === 'skipped') {
      await context.annotate(verdict.reason, 'skipped');
      return context.skip(verdict.reason);
    }
    for (const judgement of verdict.judgements) {
      if (judgement.result === 'known')
        await context.annotate(`${judgement.reason} (${judgement.link})`, 'known');
    }
    if (!failed) return;
    const kept = product ? workshop.keep(product) : undefined;
    const notes = [
      ...(kept ? [`files      ${kept}`] : []),
      ...(builtBy ? [`fixture    built by qemu-img ${builtBy}: ${version} is not installed`] : []),
    ];
    throw plainError(failureText(report, verdict.judgements, notes));
  });
}

function readBaselines(
  root: string,
  suite: Suite,
  row: Row,
  version: string,
): ReadonlyMap<OutputType, Triple> | { problem: string } {
  const found = new Map<OutputType, Triple>();
  for (const type of suite.outputTypes) {
    if (!(type.name in row.outputs)) continue;
    const stored = readTriple(root, { type: type.name, target: row.target, version, stem: row.stem }, type);
    if (stored.kind === 'whole') {
      found.set(type, stored.triple);
    } else {
      const mend = `PARITY_VERSIONS=${version} npx vitest run -u suites/${suite.command}`;
      const what =
        stored.kind === 'absent' ? `nothing is recorded for ${type.name} at ${version}` : stored.problem;
      return { problem: `${what}; ${mend} records it` };
    }
  }
  return found;
}

function outcomeOf(verdict: Verdict): CellReport['outcome'] {
  return verdict.result === 'skipped'
    ? { mode: 'verify', result: 'skipped', judgements: [], reason: verdict.reason }
    : { mode: 'verify', result: verdict.result, judgements: verdict.judgements };
}

/** Settings that decide how a cell ends. */
const PASSED_ON = [
  'PARITY_DIALECT',
  'PARITY_READER',
  'PARITY_SAFETY',
  'PARITY_STEP_TIMEOUT',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
];

function reproduceBy(plan: Plan, tools: Tools, row: Row, version: string): string[] {
  const candidate = tools.candidate(version);
  if (!candidate) return [];
  const { settings } = plan;
  const env = {
    ...Object.fromEntries(PASSED_ON.map((name) => [name, process.env[name]])),
    // Also where it was found and not named.
    PARITY_BINARY: plan.candidate.path,
  };
  const players = { builder: tools.builder(version), candidate, reference: tools.reference(version) };
  return reproduction(settings.root, row, version, env, players);
}
