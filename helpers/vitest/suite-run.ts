import { inject } from 'vitest';
import { recordedVersions } from '../baselines/store.ts';
import { type Cell, cellsOf } from '../cells/cell.ts';
import { WorkByRow } from '../cells/work-by-row.ts';
import { loadDialect } from '../dialects/finding/load-dialect.ts';
import { type ImageFixture, unpackedImages } from '../images/unpacked-images.ts';
import { chosenRows, type Suite } from '../pipeline/row.ts';
import type { Plan } from '../plan/plan.ts';
import { suiteScratch } from '../plan/scratch.ts';
import { type Tools, toolsOf } from '../plan/tools.ts';
import { isRecording } from './recording.ts';

/** One suite in one run: what its test file shares among its tests. */
export interface SuiteRun {
  readonly suite: Suite;
  readonly plan: Plan;
  readonly recording: boolean;
  readonly cells: readonly Cell[];
  readonly tools: Tools;
  /** folder for workplaces and unpacked images */
  readonly scratch: string;
  readonly image: (id: string) => Promise<ImageFixture>;
  /** what the candidate did, while verifying */
  readonly work: WorkByRow;
}

/** Starts a suite in the run that this test file is part of. */
export async function startSuite(suite: Suite): Promise<SuiteRun> {
  const plan = inject('parity');
  const { fixtures, reader, safeties, timeLimit } = plan.settings;
  const recording = isRecording();
  const dialect = await loadDialect(plan.candidate.dialect);
  const tools = toolsOf(plan, dialect);
  const rows = chosenRows(suite.rows, safeties);
  const scratch = suiteScratch(plan.scratch, suite.command);
  const image = unpackedImages(
    rows.flatMap((row) => row.image?.id ?? []),
    fixtures,
    scratch,
  );
  const { selfCheck } = plan.candidate;
  const environment = {
    ...tools,
    dialect,
    selfCheck,
    readers: reader,
    scratch,
    kept: plan.kept,
    timeLimit,
    image,
  };
  return {
    suite,
    plan,
    recording,
    cells: cellsOf(rows, recording ? plan.recordable : versionsToVerify(suite, plan)),
    tools,
    scratch,
    image,
    work: new WorkByRow(environment),
  };
}

/** Of the releases that a run verifies, those that a suite has baselines of. */
export function versionsToVerify({ outputTypes }: Suite, { settings, verifiable }: Plan): string[] {
  const recorded = outputTypes.flatMap(({ name }) => recordedVersions(settings.expectedOutputs, name));
  return verifiable.filter((version) => recorded.includes(version));
}
