import type { Context } from '../context.ts';
import { compareDebian } from '../debian-version.ts';
import { findArchives } from '../find-archives.ts';
import type { Options } from '../options.ts';
import { namedArchives } from '../supply.ts';
import type { Surveyed } from '../survey.ts';
import { surveyArchives } from '../survey-archives.ts';
import type { Fetchable } from './candidates.ts';
import type { Found } from './install-candidate.ts';
import { surveyCandidate } from './survey-candidate.ts';

/**
 * Who is to be asked for a candidate: the archives of the command line, else those of this host.
 *
 * @param needed megabytes (2^20 bytes) that fetching it takes
 * @returns what asks them; it finds nothing where each archive of the command line has told why
 * @throws Unavailable with a line that says what to do instead
 */
export async function candidateSupply(
  context: Context,
  fetchable: Fetchable,
  options: Pick<Options, 'archives' | 'keyrings'>,
  needed: number,
): Promise<() => Promise<Found | undefined>> {
  const instead = `name the program with PARITY_BINARY=/path/to/${fetchable.name}`;
  if (options.archives.length === 0) {
    const supplied = await findArchives(context, instead);
    return () => surveyCandidate(context, fetchable, supplied, needed);
  }
  const named = await namedArchives(context, options, fetchable.package, instead);
  return async () => newestIn((await surveyArchives(context, named, [])).surveyed);
}

/** The highest package version of all, the first of equals. */
function newestIn(all: readonly Surveyed[]): Found | undefined {
  const found = all.flatMap((surveyed) =>
    surveyed.offers.map((offer) => ({ offer, open: async () => surveyed })),
  );
  return found.reduce<Found | undefined>((best, one) => {
    const order = best && compareDebian(best.offer.packageVersion, one.offer.packageVersion);
    return order === undefined || order < 0 ? one : best;
  }, undefined);
}
