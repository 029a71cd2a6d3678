import type { TestContext } from 'vitest';
import { triplePath } from '../baselines/layout.ts';
import type { Recorded } from '../baselines/store.ts';
import { WriteError } from '../baselines/write-error.ts';
import type { Cell } from '../cells/cell.ts';
import { type RecordedCell, recordCell } from '../cells/record-cell.ts';
import { imageFixture } from '../images/unpacked-images.ts';
import { lackOf, lackText } from '../pipeline/feature.ts';
import { imageIds } from '../pipeline/row.ts';
import { type CellOutcome, reportOf } from '../reporting/cell-report.ts';
import { outOfTime } from '../reporting/out-of-time.ts';
import { errorLine } from '../text/error-line.ts';
import { plainError } from './plain-error.ts';
import { countSnapshot } from './snapshot-counts.ts';
import type { SuiteRun } from './suite-run.ts';
import { annotate } from './vitest-internals.ts';

/** Records one cell with the reference of its release and tells Vitest's summary what became of the baselines. */
export async function playToRecord(cell: Cell, run: SuiteRun, context: TestContext): Promise<void> {
  const { row, version } = cell;
  const report = (outcome: Extract<CellOutcome, { mode: 'record' }>) => {
    context.task.meta.parity = reportOf(cell, outcome, triplePath);
  };
  const skip = async (reason: string) => {
    report({ mode: 'record', result: 'skipped', reason });
    await annotate(context, reason, 'skipped');
    context.skip(reason);
  };
  const fail = (reason: string) => {
    report({ mode: 'record', result: 'failed', reason });
    throw plainError(reason);
  };
  const failForTime = () => fail(outOfTime(run.plan.settings.runLimit));
  if (run.isTimeOver()) return failForTime();
  const reference = run.tools.reference(version);
  if (!reference) return skip(`qemu-img ${version} is not installed`);
  const lack = lackOf(reference.lacks, row);
  if (lack !== undefined) return skip(lackText(version, lack));
  const image = await imageFixture(imageIds(row), run.image);
  if ('missing' in image) return skip(image.missing);
  if ('drift' in image) return fail(image.drift);
  const { expectedOutputs, timeLimit } = run.plan.settings;
  const { scratch, roomPatience } = run;
  const signal = run.stopped;
  // Where nothing can be written any more, nothing is played.
  if (run.unwritable.why !== undefined) return fail(run.unwritable.why);
  const recorded = await recordCell(row, reference, {
    expectedOutputs,
    sums: run.sums,
    scratch,
    timeLimit,
    signal,
    roomPatience,
    images: image.files,
  }).catch((error: unknown): RecordedCell => {
    const isOfAll = error instanceof WriteError && error.ofAll !== undefined;
    // One cause, whatever of many was to be written first.
    if (isOfAll) run.unwritable.why ??= error.message;
    return { kind: 'failed', reason: (isOfAll && run.unwritable.why) || errorLine(error) };
  });
  switch (recorded.kind) {
    case 'skipped':
      return skip(recorded.reason);
    case 'failed':
      // A cancelled cell has not run.
      if (run.cancelled.aborted) context.skip('the run was cancelled');
      if (run.isTimeOver()) return failForTime();
      return fail(recorded.reason);
    case 'recorded':
      run.lacksHere.set(version, reference.lacks);
      for (const baseline of recorded.baselines) countSnapshot(context, baseline);
      return report({ mode: 'record', result: mostChanged(recorded.baselines) });
  }
}

function mostChanged(baselines: readonly Recorded[]): Recorded {
  const order: Recorded[] = ['updated', 'written', 'unchanged'];
  return order.find((result) => baselines.includes(result)) ?? 'unchanged';
}
