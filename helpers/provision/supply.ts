import { type Archives, readHostSources } from './apt-sources.ts';
import type { Context } from './context.ts';
import { byHand, findArchives, needPrograms, Unavailable } from './find-archives.ts';
import type { Options } from './options.ts';
import { PACKAGE } from './stage-release.ts';
import { releasesOf } from './suites.ts';
import { type Answers, type Surveyed, survey } from './survey.ts';
import { type Named, surveyArchives } from './survey-archives.ts';

/** Where the releases of this run come from. */
export interface Supply {
  /** Asks what there is. */
  survey(): Promise<Answers>;
  /** Where sample images can be had; archives of the command line are not asked for any. */
  imagesOf(surveyed: readonly Surveyed[]): ImageArchive | undefined;
}

/** A suite of the host's archives. */
export interface ImageArchive {
  readonly suite: string;
  readonly archives: Archives;
}

/** The archives of the command line, else those of this host. @throws Unavailable with a line that says what to do instead */
export async function findSupply(context: Context, options: Options): Promise<Supply> {
  return options.archives.length > 0 ? named(context, options) : hosts(context, options);
}

async function hosts(context: Context, { only }: Options): Promise<Supply> {
  const { host, archives } = await findArchives(context, byHand(context.archFolder));
  return {
    survey: () => survey(context, releasesOf(host.family, host.codename), archives, only),
    // The host's own release, whose archive is surely complete, else the newest that answers.
    imagesOf: (surveyed) => {
      const suite = (surveyed.find(({ base }) => base === host.codename) ?? surveyed.at(-1))?.base;
      return suite === undefined ? undefined : { suite, archives };
    },
  };
}

async function named(context: Context, options: Options): Promise<Supply> {
  const all = await namedArchives(context, options, PACKAGE, byHand(context.archFolder));
  return { survey: () => surveyArchives(context, all, options.only), imagesOf: () => undefined };
}

/**
 * What is known of the archives of the command line. The host need be no relative of Debian here: its archives only help
 * out.
 *
 * @param packageName what they are asked for
 * @param instead how to go on where the programs are not there that fetch and unpack
 */
export async function namedArchives(
  context: Context,
  { archives: lines, keyrings }: Pick<Options, 'archives' | 'keyrings'>,
  packageName: string,
  instead: string,
): Promise<Named> {
  await needPrograms(instead);
  const hostSources = await readHostSources(context.commands);
  const host = await findArchives(context, instead).catch((error: unknown) => {
    if (error instanceof Unavailable) return undefined;
    throw error;
  });
  return { package: packageName, lines, keyrings, hostSources, ...(host === undefined ? {} : { host }) };
}
