import { join } from 'node:path';
import { FOLDERS } from '../images/packed-files.ts';
import { plural } from '../text/plural.ts';
import type { Context } from './context.ts';
import { fetchImages } from './fetch-images.ts';
import { byHand, findArchives } from './find-archives.ts';
import { installAll } from './install-all.ts';
import { listInstalled } from './installed.ts';
import { type Options, releaseWanted } from './options.ts';
import { type Outcome, outcomeOf } from './progress.ts';
import { complain, megabytes, say } from './report.ts';
import { sampleImages } from './sample-images.ts';
import { createStaging, makeFolder, sweepStaging } from './staging.ts';
import { releasesOf } from './suites.ts';
import { type Surveyed, survey } from './survey.ts';
import { progressTeller } from './tell-progress.ts';

/** Fetches releases and sample images, and tells in lines what came of it. @returns the exit code */
export async function provision(context: Context, options: Options): Promise<number> {
  const { binaries, archFolder, fixtures } = context;
  const start = Date.now();
  const images = options.images ? await sampleImages(fixtures) : [];
  const { host, archives } = await findArchives(context);
  makeFolder(binaries);
  const swept = sweepStaging(binaries) + sweepStaging(join(fixtures, FOLDERS.fetched));
  if (swept > 0) say(`removed ${plural(swept, 'leftover')} of a run that was killed`);
  await createStaging(binaries, 'tmp');
  const surveyed = await survey(context, releasesOf(host.family, host.codename), archives, options.only);
  const [progress, fetched] = await Promise.all([
    installAll(context, surveyed, options, progressTeller(archFolder)),
    fetchImages(context, images, options.force, imageSuite(surveyed, host.codename), archives),
  ]);
  const outcome = outcomeOf(progress);
  const unmatched = surveyed.length > 0 ? unmatchedTerms(options.only, outcome) : [];
  for (const term of unmatched) complain(`--only ${term}: no suite has it; --list shows what there is`);
  const total = listInstalled(archFolder).map(({ release }) => release);
  const failures = outcome.failed > 0 ? `, ${outcome.failed} failed` : '';
  say(
    `${plural(outcome.installed.length, 'release')} installed${failures}, ${megabytes(outcome.bytes + fetched.bytes)} ` +
      `downloaded, ${((Date.now() - start) / 1000).toFixed(1)} s; ${archFolder}: ${total.join(' ') || 'empty'}`,
  );
  if (total.length === 0) complain(`no reference is installed; ${byHand(archFolder)}`);
  return total.length > 0 && unmatched.length === 0 && fetched.ok ? 0 : 1;
}

/** The suite to take images from: the host's own, whose archive is surely complete, else the newest that answers. */
function imageSuite(surveyed: readonly Surveyed[], codename: string | undefined): string | undefined {
  return (surveyed.find(({ base }) => base === codename) ?? surveyed.at(-1))?.base;
}

/** The terms of `--only` that have selected nothing. */
function unmatchedTerms(only: readonly string[], { selected }: Outcome): string[] {
  return only.filter(
    (term) => !selected.some(({ offer, release }) => releaseWanted([term], offer.suite, release, true)),
  );
}
