import { sideBySide } from '../process/side-by-side.ts';
import { update, versionsOf } from './apt-indexes.ts';
import { type AptRoot, createAptRoot } from './apt-root.ts';
import { type Archives, entriesOf, type Source } from './apt-sources.ts';
import { AT_A_TIME, spaceFor } from './at-a-time.ts';
import type { Context } from './context.ts';
import { upstreamOf } from './debian-version.ts';
import { NoSpace, orNoSpace } from './no-space.ts';
import { suiteWanted } from './options.ts';
import type { Offer } from './plan.ts';
import { byCause, say } from './report.ts';
import { PACKAGE } from './stage-release.ts';
import type { Release } from './suites.ts';
import { rootInTime } from './time-limit.ts';

/** A release of the distribution, or an archive, whose indexes are here. */
export interface Surveyed {
  readonly root: AptRoot;
  readonly base: string;
  readonly suites: readonly string[];
  readonly offers: readonly Offer[];
  /**
   * entries to add to the root, one list after the other, while it does not have all that an offer needs; absent where
   * nothing may help
   */
  readonly support?: readonly (readonly Source[])[];
}

/** What came of asking. */
export interface Answers {
  readonly surveyed: readonly Surveyed[];
  /** whether there was anything to ask for */
  readonly asked: boolean;
  /** archives of the command line that give nothing; why is told */
  readonly refused: number;
}

/** What a mirror has of one release. */
interface Answered extends Surveyed {
  /** suite -> why nothing of it is offered */
  readonly leftOut: ReadonlyMap<string, string>;
}

/** Asks the mirror what it has. Prints one line for every cause for which suites are left out. */
export async function survey(
  context: Context,
  releases: readonly Release[],
  archives: Archives,
  only: readonly string[],
): Promise<Answers> {
  const asked = releases.flatMap((release) => askedOf(release, only));
  if (asked.length === 0) return { surveyed: [], asked: false, refused: 0 };
  const uris = [...new Set([archives.main.uri, archives.security.uri])];
  say(`asking ${uris.join(' and ')} for ${asked.map(({ base }) => base).join(', ')}`);
  const answers = await sideBySide(asked, AT_A_TIME, (release) =>
    surveyRelease(context, release, archives, only, spaceFor(asked.length)),
  );
  const reasons = new Map(answers.flatMap(({ leftOut }) => [...leftOut]));
  const count = asked.reduce((sum, { suites }) => sum + suites.length, 0);
  for (const line of byCause(reasons, count)) say(line);
  return { surveyed: answers.filter(({ suites }) => suites.length > 0), asked: true, refused: 0 };
}

/** The suites of a release that are to be asked for. The base is among them, since what is in the pockets needs it. */
function askedOf({ base, suites }: Release, only: readonly string[]): Release[] {
  const wanted = suites.filter((suite) => suiteWanted(only, suite));
  if (wanted.length === 0) return [];
  return [{ base, suites: suites.filter((suite) => suite === base || wanted.includes(suite)) }];
}

async function surveyRelease(
  context: Context,
  { base, suites }: Release,
  archives: Archives,
  only: readonly string[],
  needed: number,
): Promise<Answered> {
  const { commands, stagings, binaries } = context;
  const directory = await stagings.create(binaries, `apt-${base}`);
  const root = await createAptRoot(commands, directory, entriesOf(archives, suites));
  const { answered, refused } = await update(rootInTime(context, root), suites);
  for (const reason of refused.values()) {
    const cause = orNoSpace(new Error(reason), binaries, needed);
    if (cause instanceof NoSpace) throw cause;
  }
  const versions = answered.length > 0 ? await versionsOf(root, PACKAGE) : new Map<string, string>();
  const without = answered.filter((suite) => !versions.has(suite));
  return {
    root,
    base,
    suites: answered,
    offers: suites
      .filter((suite) => suiteWanted(only, suite))
      .flatMap((suite) => offerOf(suite, versions.get(suite)) ?? []),
    leftOut: new Map([...refused, ...without.map((suite) => [suite, `no ${PACKAGE}`] as const)]),
  };
}

function offerOf(suite: string, packageVersion: string | undefined): Offer | undefined {
  return packageVersion === undefined
    ? undefined
    : { suite, package: PACKAGE, packageVersion, upstream: upstreamOf(packageVersion), target: suite };
}
