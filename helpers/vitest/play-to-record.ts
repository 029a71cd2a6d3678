import type { TestContext } from 'vitest';
import { triplePath } from '../baselines/layout.ts';
import type { Recorded } from '../baselines/store.ts';
import type { Bench } from '../cells/bench.ts';
import type { Cell } from '../cells/cell.ts';
import { recordCell } from '../cells/record-cell.ts';
import type { Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';
import type { Tools } from '../plan/tools.ts';
import type { CellReport } from '../reporting/cell-report.ts';
import { plainError } from './plain-error.ts';
import { countSnapshot } from './snapshot-counts.ts';

/** Records one cell with the reference of its release and tells Vitest's summary what became of the baselines. */
export async function playToRecord(
  suite: Suite,
  { row, version }: Cell,
  context: TestContext,
  { plan, tools, scratch, image }: { plan: Plan; tools: Tools; scratch: string; image: Bench['image'] },
): Promise<void> {
  const { expectedOutputs, timeLimit } = plan.settings;
  const reference = tools.reference(version);
  const report = (outcome: CellReport['outcome']) => {
    const [type = ''] = Object.keys(row.outputs);
    context.task.meta.parity = {
      suite: suite.command,
      target: row.target,
      case: row.title,
      version,
      outcome,
      reproduce: [],
      baseline: triplePath({ type, target: row.target, version, stem: row.stem }),
      candidateRuns: 0,
    };
  };
  const skip = (reason: string) => {
    report({ mode: 'record', result: 'skipped', reason });
    context.skip(reason);
  };
  if (!reference) return skip(`qemu-img ${version} is not installed`);
  const fixture = row.image === undefined ? { files: [] } : await image(row.image.id);
  if ('missing' in fixture) return skip(fixture.missing);
  if ('drift' in fixture) throw plainError(fixture.drift);
  const stage = { timeLimit, signal: context.signal };
  const recorded = await recordCell(expectedOutputs, suite, row, reference, scratch, stage, fixture.files);
  if (recorded.kind === 'skipped') return skip(recorded.reason);
  const results = [...recorded.types.values()];
  for (const result of results) countSnapshot(context, result);
  report({ mode: 'record', result: mostChanged(results) });
}

function mostChanged(results: readonly Recorded[]): Recorded {
  const order: Recorded[] = ['updated', 'written', 'unchanged'];
  return order.find((result) => results.includes(result)) ?? 'unchanged';
}
