import { rm } from 'node:fs/promises';
import { missingImages } from '../images/packed-files.ts';
import { Interrupted } from '../process/commands.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { columns } from '../text/columns.ts';
import { errorLine } from '../text/error-line.ts';
import { AT_A_TIME } from './at-a-time.ts';
import { rowsOfCandidates } from './candidate/installed-candidates.ts';
import type { Context } from './context.ts';
import { compareDebian } from './debian-version.ts';
import { findPresent, type Present } from './installed.ts';
import type { Options } from './options.ts';
import { placeOf } from './place-of.ts';
import { type Offer, planStep, type Step } from './plan.ts';
import { complain, megabytes, say, unmatchedLine } from './report.ts';
import { resolve } from './resolve.ts';
import { sampleImages } from './sample-images.ts';
import { makeFolder } from './staging.ts';
import { findSupply } from './supply.ts';
import type { Surveyed } from './survey.ts';
import { rootInTime } from './time-limit.ts';

/** Prints what is installed and what could be; installs nothing. @returns the exit code: 0 where all of it can be had */
export async function list(context: Context, options: Options): Promise<number> {
  const { commands, stagings, binaries, archFolder, fixtures } = context;
  const present = await findPresent(commands, archFolder);
  say(`installed in ${archFolder}:${present.length === 0 ? ' nothing' : ''}`);
  for (const line of columns(present.map(rowOfPresent))) say(line);
  say('candidates:');
  for (const line of columns(rowsOfCandidates(binaries))) say(line);
  const supply = await findSupply(context, options);
  makeFolder(binaries);
  await stagings.workIn(binaries);
  const { surveyed, asked, refused } = await supply.survey();
  if (!asked) for (const term of options.only) complain(unmatchedLine(term));
  const complete = await listOffers(context, surveyed, present, options);
  const images = await sampleImages(fixtures);
  const missing = missingImages(fixtures, images);
  say(`sample images: ${images.length - missing.length} of ${images.length} fetched`);
  return surveyed.length > 0 && refused === 0 && complete ? 0 : 1;
}

function rowOfPresent({ release, source, banner }: Present): string[] {
  if (!source) return ['', release, 'dropped in', banner || 'its --version says nothing'];
  const others = (source.same_release ?? []).map(placeOf).join(', ');
  return ['', release, placeOf(source), source.package_version, others && `also in ${others}`];
}

/** What is printed of an offer. */
interface Row {
  readonly cells: string[];
  /** whether it is here, or can be had */
  readonly available: boolean;
}

/**
 * Prints what each suite would give, and what a download would cost when nothing is shared.
 *
 * @returns whether all of it can be had
 */
async function listOffers(
  context: Context,
  surveyed: readonly Surveyed[],
  present: readonly Present[],
  options: Options,
): Promise<boolean> {
  const offers = surveyed.flatMap((one) => one.offers);
  const rows = await sideBySide(surveyed, AT_A_TIME, async (one) => {
    const ofOne: Row[] = [];
    for (const offer of one.offers) {
      const step = planStep(offer, offers, present, options, compareDebian);
      if (step.kind === 'install') ofOne.push(await rowOfNew(context, one, offer));
      else if (step.kind !== 'unwanted')
        ofOne.push({ cells: [...startOf(offer), '', stateOf(step)], available: true });
    }
    // Indexes of hundreds of archives would fill a disk.
    await rm(one.root.directory, { recursive: true, force: true });
    return ofOne;
  });
  say('available (".?" is for the program itself to tell):');
  for (const line of columns(rows.flat().map(({ cells }) => cells))) say(line);
  return rows.flat().every(({ available }) => available);
}

function startOf(offer: Offer): string[] {
  const { packageVersion, upstream } = offer;
  const number = upstream.exact ? upstream.number : `${upstream.number || '?'}.?`;
  return ['', placeOf(offer), number, packageVersion];
}

async function rowOfNew(context: Context, from: Surveyed, offer: Offer): Promise<Row> {
  try {
    const files = await resolve({ ...from, root: rootInTime(context, from.root) }, offer);
    const size = megabytes(files.reduce((sum, one) => sum + one.bytes, 0));
    return { cells: [...startOf(offer), size, 'new'], available: true };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    return { cells: [...startOf(offer), '-', errorLine(error)], available: false };
  }
}

function stateOf(step: Exclude<Step, { kind: 'install' | 'unwanted' }>): string {
  switch (step.kind) {
    case 'have':
      return `have ${step.release}`;
    case 'dropped-in':
      return `have ${step.release} (dropped in)`;
    case 'unlike':
      return `have ${step.release} (${placeOf(step.than)})`;
    case 'superseded':
      return `same release as ${placeOf(step.by)}`;
  }
}
