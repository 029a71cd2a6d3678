import { Interrupted } from '../../process/commands.ts';
import { candidateProgram } from '../../references/candidate-place.ts';
import { errorLine } from '../../text/error-line.ts';
import { plural } from '../../text/plural.ts';
import type { Context } from '../context.ts';
import { compareDebian } from '../debian-version.ts';
import { Unavailable } from '../find-archives.ts';
import { NoSpace, orNoSpace } from '../no-space.ts';
import type { Options } from '../options.ts';
import type { Offer } from '../plan.ts';
import { complain, megabytes, say } from '../report.ts';
import { described, doneLine, droppedInLine } from '../settled-lines.ts';
import { originOf } from '../stage-release.ts';
import { makeFolder } from '../staging.ts';
import type { Fetchable } from './candidates.ts';
import { candidateSupply } from './find-candidate.ts';
import { amongCandidates, installCandidate } from './install-candidate.ts';
import { type Lying, readCandidate } from './installed-candidates.ts';

/** Megabytes (2^20 bytes) that fetching a candidate takes at most. Measured of vbox-img: 442. */
const NEEDED = 460;

/**
 * Fetches a candidate, and tells in lines what came of it.
 *
 * @returns the exit code
 * @throws Unavailable and NoSpace, with their lines
 */
export async function fetchCandidate(
  outer: Context,
  fetchable: Fetchable,
  options: Pick<Options, 'archives' | 'keyrings' | 'force'>,
): Promise<number> {
  const { name } = fetchable;
  const start = Date.now();
  const context = amongCandidates(outer, name);
  const { commands, stagings, binaries, archFolder } = context;
  const lying = readCandidate(outer.binaries, name);
  if (lying.kind === 'by hand') {
    say(droppedInLine(name, archFolder));
    return 0;
  }
  try {
    const find = await candidateSupply(context, fetchable, options, NEEDED);
    makeFolder(binaries);
    const swept = await stagings.sweep(binaries);
    if (swept > 0) say(`removed ${plural(swept, 'leftover')} of a run that was killed`);
    await stagings.workIn(binaries);
    const found = await find();
    if (!found) return 1;
    const kept = options.force ? undefined : keptLine(name, lying, found.offer);
    if (kept !== undefined) {
      say(kept);
      return 0;
    }
    const bytes = await installCandidate(context, fetchable, found);
    say(doneLine(name, described(found.offer)));
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    say(`${megabytes(bytes)} downloaded, ${seconds} s; ${candidateProgram(outer.binaries, name)}`);
    return 0;
  } catch (error) {
    if (error instanceof Interrupted || error instanceof Unavailable) throw error;
    const cause = orNoSpace(error, binaries, NEEDED);
    // What fails once the run has been given up fails for that.
    commands.goOn();
    if (cause instanceof NoSpace) throw cause;
    complain(`error ${name}: ${errorLine(cause)}`);
    return 1;
  }
}

/** Why what is there stays; undefined where there is nothing, or something older. */
function keptLine(name: string, lying: Lying, offer: Offer): string | undefined {
  if (lying.kind !== 'fetched') return undefined;
  const order = compareDebian(lying.source.package_version, offer.packageVersion);
  if (order < 0) return undefined;
  if (order === 0) return `have  ${name}: ${described(offer)}`;
  return `keep  ${name}: ${described(originOf(lying.source))} is newer than ${described(offer)}`;
}
