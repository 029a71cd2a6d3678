import { join } from 'node:path';
import { expect, inject } from 'vitest';
import { type Collection, type Lacks, readCollection, recordedLacks } from '../baselines/collection.ts';
import { readExpectation } from '../baselines/expectation.ts';
import { type RunSums, sumsIn } from '../baselines/sums.ts';
import { importBuilt } from '../bundling/import-built.ts';
import { type Cell, testName } from '../cells/cell.ts';
import { CandidatePatience } from '../cells/patience.ts';
import { RoomPatience } from '../cells/room-patience.ts';
import { Surroundings } from '../cells/surroundings.ts';
import { Turns } from '../cells/turns.ts';
import { WorkByRow } from '../cells/work-by-row.ts';
import { loadDialect } from '../dialects/finding/load-dialect.ts';
import { remembered } from '../files/remembered.ts';
import { type ImageFixture, unpackedImages } from '../images/unpacked-images.ts';
import type { Feature } from '../pipeline/feature.ts';
import { playedRows } from '../pipeline/played-row.ts';
import { imageIds, type OutputType, type Row, rowKey, type Suite } from '../pipeline/row.ts';
import { suitesBeside } from '../plan/find-suites.ts';
import type { Plan } from '../plan/plan.ts';
import { suiteScratch } from '../plan/scratch.ts';
import { type Tools, toolsOf } from '../plan/tools.ts';
import { limitFileSize } from '../process/starters.ts';
import { isRecording } from './recording.ts';
import { cellsOfSuite, recordedBySuite } from './suite-cells.ts';
import { timeBudget } from './time-budget.ts';
import { cancellation, concurrencyInWorker, isNamedInWorker } from './vitest-internals.ts';

/** One suite in one run: what its test file shares among its tests. */
export interface SuiteRun {
  readonly suite: Suite;
  readonly plan: Plan;
  readonly recording: boolean;
  /** aborted when the run is cancelled */
  readonly cancelled: AbortSignal;
  /** whether the time of the run is over: what has not ended by then is not judged, and not recorded */
  readonly isTimeOver: () => boolean;
  /** aborted when either is the case */
  readonly stopped: AbortSignal;
  readonly cells: readonly Cell[];
  /** releases that the suite has baselines of */
  readonly recorded: readonly string[];
  readonly tools: Tools;
  /** what the builds lack that releases are recorded with */
  readonly recordedLacks: Lacks;
  /** what recorded builds lack that are installed, those among them that record in this run, as they do */
  readonly lacksHere: Map<string, readonly Feature[]>;
  /** sums of what was recorded before, and in this run */
  readonly sums: RunSums;
  /** why no baseline can be written any more, once that is so */
  readonly unwritable: { why?: string };
  /** the baselines of an output type: read once, but for a recording, which changes them */
  readonly collectionOf: (type: OutputType) => Collection;
  /** what is recorded of a case at a release, while verifying */
  readonly recordedOf: (row: Row, version: string) => ReturnType<typeof readExpectation>;
  /** folder for workplaces and unpacked images */
  readonly scratch: string;
  readonly image: (id: string) => Promise<ImageFixture>;
  /** how long is waited for room in scratch */
  readonly roomPatience: RoomPatience;
  /** what the candidate did, while verifying */
  readonly work: WorkByRow;
}

/** Folder of the images that all suites of a run read, where nobody plays who might change them. */
const SHARED_IMAGES = '.images';

/** Starts a suite in the run that this test file is part of. */
export async function startSuite(suite: Suite): Promise<SuiteRun> {
  const plan = inject('parity');
  const { fixtures, reader, timeLimit } = plan.settings;
  await limitFileSize(plan.settings.fileLimit);
  const recording = isRecording();
  const cancelled = cancellation();
  const budget = timeBudget(inject('parityDeadline'));
  const stopped = AbortSignal.any([cancelled, budget.signal]);
  const dialect = await loadDialect(plan.candidate.dialect, plan.dialects, importBuilt);
  const { expectedOutputs } = plan.settings;
  const { selfCheck } = plan.candidate;
  const lacksHere = new Map(Object.entries(plan.ownBuilds));
  const lacks = new Map([...recordedLacks(expectedOutputs), ...lacksHere]);
  const tools = toolsOf(plan, dialect, lacks);
  const played = playedRows(recording ? {} : dialect);
  const cells = cellsOfSuite(suite, plan, recording ? 'record' : 'verify').map((cell) => ({
    ...cell,
    row: played(cell.row),
  }));
  const scratch = suiteScratch(plan.scratch, suite.command);
  // Suites of the same run have their folders beside this one's.
  const siblings = suitesBeside(expect.getState().testPath ?? '');
  const images = unpackedImages(
    cells.filter((cell) => isNamedInWorker(testName(cell))).flatMap(({ row }) => imageIds(row)),
    { fixtures, scratch, shared: recording || selfCheck ? join(plan.scratch, SHARED_IMAGES) : undefined },
  );
  const read = (type: OutputType) => readCollection(expectedOutputs, suite, type, lacksHere);
  const collectionOf = recording ? read : remembered(read);
  // Where much differs, each difference asks what every other release did.
  const recordedOf = remembered(
    (row: Row, version: string) =>
      readExpectation(expectedOutputs, row, version, ({ type }) => collectionOf(type).at(row, version)),
    (row, version) => `${rowKey(row)} @ ${version}`,
  );
  const recorded = recordedBySuite(suite, plan);
  const roomPatience = new RoomPatience();
  const environment = {
    ...tools,
    dialect,
    selfCheck,
    readers: reader,
    scratch,
    kept: plan.kept,
    timeLimit,
    signal: stopped,
    patience: selfCheck ? undefined : new CandidatePatience(),
    roomPatience,
    image: images.image,
    surroundings: selfCheck
      ? undefined
      : new Surroundings({
          scratch,
          run: { folder: plan.scratch, suites: siblings },
          kept: plan.kept,
          images,
        }),
    rowsAtOnce: concurrencyInWorker(),
    turns: new Turns(),
    recorded,
    reader: (row: Row, version: string) => tools.reader(row, version, recorded),
    expectation: (row: Row, version: string) => {
      const outcome = recordedOf(row, version);
      return 'expectation' in outcome ? outcome.expectation : undefined;
    },
  };
  return {
    suite,
    plan,
    recording,
    cancelled,
    isTimeOver: budget.isOver,
    stopped,
    cells,
    recorded,
    tools,
    recordedLacks: lacks,
    lacksHere,
    sums: sumsIn(expectedOutputs),
    unwritable: {},
    collectionOf,
    recordedOf,
    scratch,
    image: images.image,
    roomPatience,
    work: new WorkByRow(environment),
  };
}
