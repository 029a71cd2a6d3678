import type { Suite } from '../pipeline/row.ts';
import { type Lacks, readCollection } from './collection.ts';
import { writeDerived } from './derived.ts';
import { reviewPage } from './review-page.ts';
import type { SumsOf } from './sums.ts';
import { sweepStaging, writeIfDifferent } from './write-file.ts';

/**
 * Brings what follows from a suite's baselines up to date: sums, version maps, profiles and review pages.
 *
 * @throws WriteError where something cannot be written
 * @param snapshots folder of the review pages; undefined where the baselines are not the project's own
 * @param here what recorded builds that are installed lack
 * @param sums of what was recorded, before this run and in it
 */
export function finishRecording(
  expectedOutputs: string,
  snapshots: string | undefined,
  suite: Suite,
  here: Lacks,
  sums: SumsOf,
): void {
  try {
    for (const type of suite.outputTypes) {
      const collection = readCollection(expectedOutputs, suite, type, here);
      writeDerived(expectedOutputs, collection, sums(type.name));
      // Also after a filtered recording, which leaves the page's own test out.
      if (snapshots) writeIfDifferent(snapshots, `${type.name}.md`, reviewPage(collection));
    }
  } finally {
    sweepStaging(expectedOutputs);
    if (snapshots) sweepStaging(snapshots);
  }
}
