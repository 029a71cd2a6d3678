import type { TestContext } from 'vitest';
import { finishRecording } from '../baselines/finish-recording.ts';
import { WriteError } from '../baselines/write-error.ts';
import type { Cell } from '../cells/cell.ts';
import { groupBy } from '../files/group-by.ts';
import { type OutputType, type Row, rowKey, type Suite } from '../pipeline/row.ts';
import { errorLine } from '../text/error-line.ts';
import { auditBaselines, auditKnown, compareReviewPage } from './baseline-checks.ts';
import { leaveToAnother } from './left-to-another.ts';
import { plainError } from './plain-error.ts';
import { playToRecord } from './play-to-record.ts';
import { playToVerify } from './play-to-verify.ts';
import { type SuiteRun, startSuite } from './suite-run.ts';

/** A row of `test.for` whose name is printed with `%s`. */
export type Named<T> = readonly [name: string, value: T];

/** What a suite's test file is made of. */
export interface OpenSuite {
  readonly targets: readonly string[];
  /** output types with their names, as `test.for` rows */
  readonly types: readonly Named<OutputType>[];
  /** cases of one target, each with its cells, which are named by their releases */
  casesOf(target: string): Named<readonly Named<Cell>[]>[];
  /** plays one cell: records it where Vitest updates snapshots, judges the candidate otherwise */
  readonly play: (cell: Named<Cell>, context: TestContext) => Promise<void>;
  /** holds what is on disk for an output type against the suite */
  readonly audit: (type: Named<OutputType>, context: TestContext) => Promise<void>;
  /** holds the known divergences of all dialects against the suite */
  readonly known: (context: TestContext) => Promise<void>;
  /** holds the review page of an output type against what is on disk */
  readonly review: (type: Named<OutputType>, context: TestContext) => Promise<void>;
  /** after the last test */
  readonly close: () => Promise<void>;
}

/** Opens a suite for the run that this test file is part of. */
export async function openSuite(suite: Suite): Promise<OpenSuite> {
  const held: { run?: SuiteRun } = { run: await startSuite(suite) };
  const open = (): SuiteRun => {
    if (!held.run) throw new Error(`${suite.command} is closed`);
    return held.run;
  };
  const { cells } = open();
  const places = new Map(suite.rows.map((row, at) => [rowKey(row), at]));
  // A candidate may play it by names of its own, so that it is another object.
  const placeOf = (row: Row) => places.get(rowKey(row)) ?? -1;
  return {
    // A target without a cell would be an empty `describe`, which is an error of Vitest's.
    targets: [...new Set(cells.map(({ row }) => row.target))],
    types: suite.outputTypes.map((type) => [type.name, type]),
    casesOf: (target) => {
      const ofTarget = cells.filter(({ row }) => row.target === target);
      return [...groupBy(ofTarget, ({ row }) => row.title)].map(([title, ofCase]) => [
        title,
        ofCase.map((cell) => [cell.version, cell]),
      ]);
    },
    play: ([, cell], context) => {
      const run = open();
      if (run.plan.shard) context.task.meta.parityPlace = placeOf(cell.row);
      return (run.recording ? playToRecord : playToVerify)(cell, run, context);
    },
    audit: async ([, type], context) => {
      leaveToAnother(context);
      await auditBaselines(type, open(), context);
    },
    known: async (context) => {
      leaveToAnother(context);
      await auditKnown(open());
    },
    review: async ([, type], context) => {
      leaveToAnother(context);
      await compareReviewPage(type, open(), context);
    },
    close: async () => {
      const run = open();
      const left = run.work.close();
      if (run.recording) await finish(run);
      // Vitest keeps the modules of a worker's test files, and this one is done.
      delete held.run;
      if (left.length > 0) throw plainError(['left in the scratch directory:', ...left].join('\n  '));
    },
  };
}

/** What follows from the baselines; a full disk that has been told of is not told of again. */
async function finish({ plan, suite, lacksHere: here, sums, unwritable }: SuiteRun): Promise<void> {
  const { expectedOutputs, snapshots } = plan.settings;
  try {
    await finishRecording({ expectedOutputs, snapshots, suite, here, sums });
  } catch (error) {
    if (error instanceof WriteError && error.ofAll !== undefined && unwritable.why !== undefined) return;
    throw plainError(errorLine(error));
  }
}
