import { missingImages } from '../images/packed-files.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { columns } from '../text/columns.ts';
import { closure } from './apt-packages.ts';
import type { AptRoot } from './apt-root.ts';
import type { Context } from './context.ts';
import { compareDebian } from './debian-version.ts';
import { findArchives } from './find-archives.ts';
import { findPresent, type Present } from './installed.ts';
import type { Options } from './options.ts';
import { type Offer, planStep, type Step } from './plan.ts';
import { megabytes, say } from './report.ts';
import { sampleImages } from './sample-images.ts';
import { PACKAGE } from './stage-release.ts';
import { createStaging, makeFolder } from './staging.ts';
import { releasesOf } from './suites.ts';
import { AT_A_TIME, type Surveyed, survey } from './survey.ts';

/** Prints what is installed and what could be; installs nothing. @returns the exit code */
export async function list(context: Context, options: Options): Promise<number> {
  const { commands, binaries, archFolder, fixtures } = context;
  const present = await findPresent(commands, archFolder);
  say(`installed in ${archFolder}:${present.length === 0 ? ' nothing' : ''}`);
  for (const line of columns(present.map(rowOfPresent))) say(line);
  const { host, archives } = await findArchives(context);
  makeFolder(binaries);
  await createStaging(binaries, 'tmp');
  const surveyed = await survey(context, releasesOf(host.family, host.codename), archives, options.only);
  await listOffers(surveyed, present, options);
  const images = await sampleImages(fixtures);
  const missing = missingImages(fixtures, images);
  say(`sample images: ${images.length - missing.length} of ${images.length} fetched`);
  return surveyed.length > 0 ? 0 : 1;
}

function rowOfPresent({ release, source, banner }: Present): string[] {
  if (!source) return ['', release, 'dropped in', banner || 'its --version says nothing'];
  const others = (source.same_release ?? []).map((same) => same.suite).join(', ');
  return ['', release, source.suite, source.package_version, others && `also in ${others}`];
}

/** Prints what each suite would give, and what a download would cost when nothing is shared. */
async function listOffers(
  surveyed: readonly Surveyed[],
  present: readonly Present[],
  options: Options,
): Promise<void> {
  const offers = surveyed.flatMap((one) => one.offers);
  const rows = await sideBySide(surveyed, AT_A_TIME, async ({ root, offers: own }) => {
    const lines: string[][] = [];
    for (const offer of own) {
      const step = planStep(offer, offers, present, options, compareDebian);
      if (step.kind !== 'unwanted') lines.push(await rowOfOffer(root, offer, stateOf(step)));
    }
    return lines;
  });
  say('available (".?" is for the program itself to tell):');
  for (const line of columns(rows.flat())) say(line);
}

async function rowOfOffer(root: AptRoot, offer: Offer, state: string): Promise<string[]> {
  const { suite, packageVersion, upstream } = offer;
  const files = await closure(root, suite, [`${PACKAGE}=${packageVersion}`]);
  const bytes = files.reduce((sum, one) => sum + one.bytes, 0);
  const number = upstream.exact ? upstream.number : `${upstream.number || '?'}.?`;
  return ['', suite, number, packageVersion, megabytes(bytes), state];
}

function stateOf(step: Step): string {
  switch (step.kind) {
    case 'install':
      return 'new';
    case 'unwanted':
      return '';
    case 'have':
      return `have ${step.release}`;
    case 'dropped-in':
      return `have ${step.release} (dropped in)`;
    case 'unlike':
      return `have ${step.release} (${step.than.suite})`;
    case 'superseded':
      return `same release as ${step.by.suite}`;
  }
}
