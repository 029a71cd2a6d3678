import { type Archives, readHostSources } from './apt-sources.ts';
import type { Context } from './context.ts';
import { findArchives, needPrograms, Unavailable } from './find-archives.ts';
import type { Options } from './options.ts';
import { releasesOf } from './suites.ts';
import { type Answers, type Surveyed, survey } from './survey.ts';
import { surveyArchives } from './survey-archives.ts';

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
  const { host, archives } = await findArchives(context);
  return {
    survey: () => survey(context, releasesOf(host.family, host.codename), archives, only),
    // The host's own release, whose archive is surely complete, else the newest that answers.
    imagesOf: (surveyed) => {
      const suite = (surveyed.find(({ base }) => base === host.codename) ?? surveyed.at(-1))?.base;
      return suite === undefined ? undefined : { suite, archives };
    },
  };
}

/** The host need be no relative of Debian here: its archives only help out. */
async function named(context: Context, { archives: lines, keyrings, only }: Options): Promise<Supply> {
  await needPrograms(context.archFolder);
  const hostSources = await readHostSources(context.commands);
  const host = await findArchives(context).catch((error: unknown) => {
    if (error instanceof Unavailable) return undefined;
    throw error;
  });
  const all = { lines, keyrings, hostSources, ...(host === undefined ? {} : { host }) };
  return { survey: () => surveyArchives(context, all, only), imagesOf: () => undefined };
}
