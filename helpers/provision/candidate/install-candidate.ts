import { dirname, join } from 'node:path';
import { candidateProgram } from '../../references/candidate-place.ts';
import { plural } from '../../text/plural.ts';
import type { Download } from '../apt-packages.ts';
import { commitRelease } from '../commit-release.ts';
import type { Context } from '../context.ts';
import { compareDebian } from '../debian-version.ts';
import { placeOf } from '../place-of.ts';
import type { Offer } from '../plan.ts';
import { megabytes, say } from '../report.ts';
import { resolve } from '../resolve.ts';
import type { Surveyed } from '../survey.ts';
import { inTime, rootInTime } from '../time-limit.ts';
import type { Fetchable } from './candidates.ts';
import { unpackNeeded } from './needed-packages.ts';
import { stageCandidate } from './stage-candidate.ts';

/** A package that has a candidate, and where it is had from. */
export interface Found {
  readonly offer: Offer;
  /** Asks for all that the package may need, where that was not asked for yet. */
  readonly open: () => Promise<Surveyed>;
}

/**
 * Fetches a package, and puts the candidate that is in it into its place, instead of the one that is there.
 *
 * @param context of the folder of candidates
 * @returns how many bytes were downloaded
 * @throws Error with one line; then what was there is there
 */
export async function installCandidate(
  context: Context,
  fetchable: Fetchable,
  { offer, open }: Found,
): Promise<number> {
  const { name } = fetchable;
  const surveyed = await open();
  const root = rootInTime(context, surveyed.root);
  const files = await resolve({ ...surveyed, root }, offer);
  const place = await context.stagings.create(context.binaries, name);
  let bytes = 0;
  const note = (packages: readonly Download[]) => {
    const size = packages.reduce((sum, one) => sum + one.bytes, 0);
    const what = bytes === 0 ? `${offer.package} ${offer.packageVersion}` : `what ${name} is linked with`;
    say(`fetch ${placeOf(offer)}: ${what}, ${plural(packages.length, 'package')}, ${megabytes(size)}`);
    bytes += size;
  };
  const unpacked = await unpackNeeded({ root, offer, program: name, files, place, note });
  const staged = await stageCandidate(inTime(context), unpacked, fetchable, join(place, 'staged'), offer);
  // That it is to be replaced is known by now.
  const { kind } = await commitRelease(context, staged, compareDebian, true);
  if (kind === 'dropped-in')
    throw new Error(`${join(context.archFolder, name)} is nothing that was fetched; remove it`);
  return bytes;
}

/** The same run, as it works in the folder of candidates. */
export function amongCandidates(context: Context, name: string): Context {
  const archFolder = dirname(dirname(candidateProgram(context.binaries, name)));
  return { ...context, binaries: dirname(archFolder), archFolder };
}
