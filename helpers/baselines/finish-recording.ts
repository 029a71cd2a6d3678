import { join } from 'node:path';
import { lstatIfThere } from '../files/kind.ts';
import type { OutputType, Suite } from '../pipeline/row.ts';
import { lockFolder } from '../process/lock.ts';
import { UsageError } from '../text/usage-error.ts';
import { type Lacks, readCollection } from './collection.ts';
import { writeDerived } from './derived.ts';
import { reviewPage } from './review-page.ts';
import type { RunSums } from './sums.ts';
import { sweepStaging, writeIfDifferent } from './write-file.ts';

/** Generous: what follows from the baselines of a type is written in a second. Seconds. */
const PATIENCE = 60;

/** What was recorded, and where. */
export interface RecordedRun {
  readonly expectedOutputs: string;
  /** folder of the review pages; undefined where the baselines are not the project's own */
  readonly snapshots: string | undefined;
  readonly suite: Suite;
  /** what recorded builds that are installed lack */
  readonly here: Lacks;
  readonly sums: RunSums;
}

/**
 * Brings what follows from a suite's baselines up to date: sums, version maps, profiles and review pages. Of several
 * recordings into one folder each adds to what the others have recorded.
 *
 * @throws WriteError where something cannot be written
 * @throws UsageError where another recording is at it and does not come to an end
 */
export async function finishRecording(recorded: RecordedRun): Promise<void> {
  const { expectedOutputs, snapshots, suite } = recorded;
  try {
    for (const type of suite.outputTypes) {
      const folder = join(expectedOutputs, type.name);
      // Where nothing could be recorded there is nothing to share.
      const lock = lstatIfThere(folder) && (await lockType(folder));
      try {
        finishType(recorded, type);
      } finally {
        await lock?.release();
      }
    }
  } finally {
    sweepStaging(expectedOutputs);
    if (snapshots) sweepStaging(snapshots);
  }
}

/** The same of one output type, by whoever is the only one that records. */
export function finishType(
  { expectedOutputs, snapshots, suite, here, sums }: RecordedRun,
  type: OutputType,
): void {
  const collection = readCollection(expectedOutputs, suite, type, here);
  writeDerived(expectedOutputs, collection, sums.written(type.name));
  // Also after a filtered recording, which leaves the page's own test out.
  if (snapshots) writeIfDifferent(snapshots, `${type.name}.md`, reviewPage(collection));
}

async function lockType(folder: string) {
  const lock = await lockFolder(folder, { patience: PATIENCE });
  if (lock) return lock;
  throw new UsageError(
    `another recording has held ${folder} for ${PATIENCE} seconds: record again when it has ended`,
  );
}
