import { join } from 'node:path';
import { FOLDERS } from '../images/packed-files.ts';
import { candidatesFolder } from '../references/candidate-place.ts';
import { plural } from '../text/plural.ts';
import type { Context } from './context.ts';
import { fetchImages } from './fetch-images.ts';
import { byHand } from './find-archives.ts';
import { installAll } from './install-all.ts';
import { listInstalled } from './installed.ts';
import { type Options, releaseWanted } from './options.ts';
import { type Outcome, outcomeOf, type Progress } from './progress.ts';
import { complain, megabytes, say, unmatchedLine } from './report.ts';
import { sampleImages } from './sample-images.ts';
import { makeFolder } from './staging.ts';
import { findSupply } from './supply.ts';
import { progressTeller } from './tell-progress.ts';

/** Fetches releases and sample images, and tells in lines what came of it. @returns the exit code */
export async function provision(context: Context, options: Options): Promise<number> {
  const { binaries, archFolder, fixtures, stagings } = context;
  const start = Date.now();
  const named = options.archives.length > 0;
  const images = options.images && !named ? await sampleImages(fixtures) : [];
  const supply = await findSupply(context, options);
  makeFolder(binaries);
  let swept = 0;
  for (const folder of [binaries, candidatesFolder(binaries), join(fixtures, FOLDERS.fetched)])
    swept += await stagings.sweep(folder);
  if (swept > 0) say(`removed ${plural(swept, 'leftover')} of a run that was killed`);
  await stagings.workIn(binaries);
  const { surveyed, asked, refused } = await supply.survey();
  const [progress, fetched] = await Promise.all([
    installAll(context, surveyed, options, progressTeller(archFolder)),
    fetchImages(context, images, options.force, supply.imagesOf(surveyed)),
  ]);
  const outcome = outcomeOf(progress);
  // A suite that has not answered may have what a term means.
  const unmatched =
    surveyed.length > 0 || !asked || (named && refused === 0) ? unmatchedTerms(options.only, outcome) : [];
  // What a suite has that failed is told already.
  const mayMean = (term: string) => (one: Progress) =>
    one.kind === 'failed' &&
    releaseWanted([term], one.offer.suite, one.offer.upstream.number, one.offer.upstream.exact);
  for (const term of unmatched) if (!progress.some(mayMean(term))) complain(unmatchedLine(term));
  const total = listInstalled(archFolder).map(({ release }) => release);
  const failures = outcome.failed > 0 ? `, ${outcome.failed} failed` : '';
  say(
    `${plural(outcome.installed.length, 'release')} installed${failures}, ${megabytes(outcome.bytes + fetched.bytes)} ` +
      `downloaded, ${((Date.now() - start) / 1000).toFixed(1)} s; ${archFolder}: ${total.join(' ') || 'empty'}`,
  );
  if (total.length === 0 && !named) complain(`no reference is installed; ${byHand(archFolder)}`);
  // Of the host's suites any may be missing; an archive that somebody has named is to give what it has.
  const lacking = named && refused + outcome.failed > 0;
  return total.length > 0 && unmatched.length === 0 && fetched.ok && !lacking ? 0 : 1;
}

/** The terms of `--only` that have selected nothing. */
function unmatchedTerms(only: readonly string[], { selected }: Outcome): string[] {
  return only.filter(
    (term) => !selected.some(({ offer, release }) => releaseWanted([term], offer.suite, release, true)),
  );
}
