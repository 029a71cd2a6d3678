import { update, versionsOf } from '../apt-indexes.ts';
import { createAptRoot } from '../apt-root.ts';
import { entriesOf } from '../apt-sources.ts';
import type { Context } from '../context.ts';
import { compareDebian, upstreamOf } from '../debian-version.ts';
import type { Supplied } from '../find-archives.ts';
import { NoSpace, orNoSpace } from '../no-space.ts';
import type { Offer } from '../plan.ts';
import { byCause, say } from '../report.ts';
import { type Release, releasesOf } from '../suites.ts';
import { rootInTime } from '../time-limit.ts';
import { BESIDE, type Fetchable } from './candidates.ts';
import type { Found } from './install-candidate.ts';

/**
 * Asks this host's archives for a candidate: of all suites only the one component, which is small; of the newest release
 * that has it everything, once it is to be fetched.
 *
 * @param needed megabytes (2^20 bytes) that fetching it takes
 * @throws Error with one line where no suite has it
 */
export async function surveyCandidate(
  context: Context,
  fetchable: Fetchable,
  { host, archives }: Supplied,
  needed: number,
): Promise<Found> {
  const { commands, stagings, binaries } = context;
  const component = fetchable.component[host.family];
  const releases = releasesOf(host.family, host.codename);
  const suites = releases.flatMap((release) => release.suites);
  const rootOf = async (name: string, of: readonly string[], components: readonly string[]) =>
    createAptRoot(commands, await stagings.create(binaries, name), entriesOf(archives, of, components));
  say(`asking ${archives.main.uri} for ${fetchable.package} in ${component}`);
  const root = await rootOf('apt-component', suites, [component]);
  const { refused } = await update(rootInTime(context, root), suites);
  for (const reason of refused.values()) {
    const cause = orNoSpace(new Error(reason), binaries, needed);
    if (cause instanceof NoSpace) throw cause;
  }
  const newest = newestOf(releases, await versionsOf(root, fetchable.package));
  if (!newest) throw new Error(nothingFound(fetchable, component, archives.main.uri, refused, suites.length));
  const { base, suite, packageVersion } = newest;
  const own = releases.find((release) => release.base === base)?.suites ?? [base];
  const { package: packageName } = fetchable;
  const upstream = upstreamOf(packageVersion);
  const offer: Offer = { suite, package: packageName, packageVersion, upstream, target: suite };
  const open = async () => {
    const whole = await rootOf(`apt-${base}`, own, [...BESIDE[host.family], component]);
    const { answered, refused: missing } = await update(rootInTime(context, whole), own);
    if (!answered.includes(base)) throw new Error(`${base}: ${missing.get(base)}`);
    return { root: whole, base, suites: answered, offers: [offer] };
  };
  return { offer, open };
}

/** Of the newest release that has a package the suite with the highest version, the first of equals. */
export function newestOf(
  releases: readonly Release[],
  versions: ReadonlyMap<string, string>,
): { readonly base: string; readonly suite: string; readonly packageVersion: string } | undefined {
  for (const { base, suites } of releases.toReversed()) {
    const [first, ...others] = suites.flatMap((suite) => {
      const packageVersion = versions.get(suite);
      return packageVersion === undefined ? [] : [{ base, suite, packageVersion }];
    });
    if (first)
      return others.reduce(
        (best, one) => (compareDebian(best.packageVersion, one.packageVersion) < 0 ? one : best),
        first,
      );
  }
  return undefined;
}

function nothingFound(
  { package: name }: Fetchable,
  component: string,
  uri: string,
  refused: ReadonlyMap<string, string>,
  asked: number,
): string {
  const causes = byCause(refused, asked).map((line) => line.replace(/^skip\s+/, ''));
  const why = causes.length > 0 ? ` (${causes.join('; ')})` : '';
  return `no suite of ${uri} has the package ${name} in its component ${component}${why}; --archive names another archive`;
}
