import { rm } from 'node:fs/promises';
import { sideBySide } from '../process/side-by-side.ts';
import { errorLine } from '../text/error-line.ts';
import { plural } from '../text/plural.ts';
import type { Source } from './apt-sources.ts';
import { type SignedByOf, signedByIn } from './archive-keys.ts';
import type { ArchiveLine } from './archive-line.ts';
import { type Entered, supportOf } from './archive-support.ts';
import { askArchive } from './ask-archive.ts';
import { AT_A_TIME, spaceFor } from './at-a-time.ts';
import type { Context } from './context.ts';
import type { Supplied } from './find-archives.ts';
import { NoSpace, orNoSpace } from './no-space.ts';
import { suiteWanted } from './options.ts';
import { placeOf } from './place-of.ts';
import { complain, say } from './report.ts';
import type { Answers, Surveyed } from './survey.ts';
import { inTime } from './time-limit.ts';

/** After how many archives a line tells how far it is. */
const TOLD = 20;

/** What is known of the archives of the command line, and of this host beside them. */
export interface Named {
  /** name of the package that they are asked for */
  readonly package: string;
  readonly lines: readonly ArchiveLine[];
  /** key files for the lines that name no key */
  readonly keyrings: readonly string[];
  /** entries of the host's apt, whatever they are of */
  readonly hostSources: readonly Source[];
  /** the host's own archives, where it has any */
  readonly host?: Supplied;
}

/** A line with its entry, or with why there can be none. */
interface Asked {
  readonly line: ArchiveLine;
  readonly number: number;
  readonly entry: Source | Error;
}

/**
 * Asks the archives of the command line what they have, each in a root of its own: the same suite may be named many
 * times, as of many dates. Prints one line for each that gives nothing.
 */
export async function surveyArchives(
  context: Context,
  named: Named,
  only: readonly string[],
): Promise<Answers> {
  const signedBy = signedByIn(await context.stagings.create(context.binaries, 'keys'));
  await signedBy(named.keyrings);
  const all = await Promise.all(
    named.lines.map(async (line, number): Promise<Asked> => {
      return { line, number, entry: await entryOf(line, named, signedBy).catch((error: Error) => error) };
    }),
  );
  const entered = all.filter((one) => isEntered(one));
  const asked = all.filter(({ line }) => suiteWanted(only, line.suite));
  for (const one of introduction(asked)) say(one);
  let done = 0;
  const answers = await sideBySide(asked, AT_A_TIME, async (one) => {
    const answer = await surveyed(
      context,
      one,
      named.package,
      (own) => supportOf(own, entered, named.host),
      spaceFor(asked.length),
    );
    done += 1;
    if (done % TOLD === 0 && done < asked.length) say(`asked ${done} of ${asked.length} archives`);
    return answer;
  });
  const found = answers.filter((answer) => answer !== undefined);
  return { surveyed: found, asked: asked.length > 0, refused: answers.length - found.length };
}

function isEntered(asked: Asked): asked is Asked & Entered {
  return !(asked.entry instanceof Error);
}

function introduction(asked: readonly Asked[]): string[] {
  const [first] = asked;
  if (!first) return [];
  const place = placeOf({ suite: first.line.suite, archive: first.line.uri });
  return [`asking ${asked.length === 1 ? '' : `${plural(asked.length, 'archive')}, the first is `}${place}`];
}

/** What the host knows of an archive holds for a line of it, as far as the line says nothing else. */
async function entryOf(line: ArchiveLine, named: Named, signedBy: SignedByOf): Promise<Source> {
  const { uri, suite, components } = line;
  const bare = (text: string) => text.replace(/\/+$/, '');
  const same = named.hostSources.filter((source) => bare(source.uri) === bare(uri));
  const host = same.find(({ suites }) => suites.includes(suite)) ?? same[0];
  const files = line.signedBy.length > 0 ? line.signedBy : named.keyrings;
  const signed = files.length > 0 ? { 'Signed-By': await signedBy(files) } : {};
  return { uri, suites: [suite], components, options: { ...host?.options, ...line.options, ...signed } };
}

/** @returns undefined where it gives nothing, which is told */
async function surveyed(
  context: Context,
  asked: Asked,
  packageName: string,
  support: (own: Entered) => Source[][],
  needed: number,
): Promise<Surveyed | undefined> {
  const { line, number } = asked;
  const { commands, stagings, binaries } = context;
  const directory = await stagings.create(binaries, `apt-${number}`);
  try {
    if (!isEntered(asked)) throw asked.entry;
    const { root, ...answer } = await askArchive(inTime(context), directory, line, asked.entry, packageName);
    return { ...answer, root: { ...root, commands }, support: support(asked) };
  } catch (error) {
    const cause = orNoSpace(error, binaries, needed);
    // What fails once the run has been given up fails for that.
    commands.goOn();
    if (cause instanceof NoSpace) throw cause;
    complain(`error ${placeOf({ suite: line.suite, archive: line.uri })}: ${errorLine(cause)}`);
    await rm(directory, { recursive: true, force: true });
    return undefined;
  }
}
