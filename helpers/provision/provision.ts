import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Interrupted, run } from '../process/commands.ts';
import { sideBySide } from '../process/side-by-side.ts';
import type { Archives } from './apt-sources.ts';
import { compareDebian, upstreamOf } from './debian-version.ts';
import { commitRelease, PACKAGE, stageRelease } from './install.ts';
import { listInstalled } from './installed.ts';
import { type Options, releaseWanted, suiteWanted } from './options.ts';
import { type Offer, type Present, planStep } from './plan.ts';
import { type AptRoot, closure, createAptRoot, download, update, versionsOf } from './private-apt.ts';
import { byCause, complain, megabytes, plural, say } from './report.ts';
import { createStaging } from './staging.ts';
import type { Release } from './suites.ts';
import { unpack } from './tree.ts';

/** Releases worked on at a time: the mirror and the disk are busy with four. */
const AT_A_TIME = 4;

/** A release of the distribution whose indexes are here. */
export interface Surveyed {
  readonly root: AptRoot;
  readonly base: string;
  readonly suites: readonly string[];
  readonly offers: readonly Offer[];
}

/** Asks the mirror what it has. Prints one line for every cause for which suites are left out. */
export async function survey(
  releases: readonly Release[],
  archives: Archives,
  folder: string,
  only: readonly string[],
): Promise<Surveyed[]> {
  const asked = releases
    .map(({ base, suites }) => ({
      base,
      suites: suites.filter((suite) => suite === base || suiteWanted(only, suite)),
    }))
    .filter(({ suites }) => suites.some((suite) => suiteWanted(only, suite)));
  const uris = [...new Set([archives.main.uri, archives.security.uri])];
  say(`asking ${uris.join(' and ')} for ${asked.map(({ base }) => base).join(', ')}`);
  const surveyed = await sideBySide(asked, AT_A_TIME, async ({ base, suites }) => {
    const root = await createAptRoot(await createStaging(folder, `apt-${base}`), archives, suites);
    const { answered, refused } = await update(root, suites);
    const versions = answered.length > 0 ? await versionsOf(root, PACKAGE) : new Map<string, string>();
    const without = answered.filter((suite) => !versions.has(suite));
    const offers = [...versions].map(([suite, packageVersion]) => {
      return { suite, packageVersion, upstream: upstreamOf(packageVersion) };
    });
    // The base suite is there for the pockets' sake even where it was not asked for.
    const wanted = offers.filter(({ suite }) => suiteWanted(only, suite));
    wanted.sort((one, other) => suites.indexOf(one.suite) - suites.indexOf(other.suite));
    return { root, base, suites: answered, offers: wanted, refused, without };
  });
  const reasons = new Map<string, string>();
  for (const { refused } of surveyed) for (const [suite, why] of refused) reasons.set(suite, why);
  for (const { without } of surveyed) for (const suite of without) reasons.set(suite, `no ${PACKAGE}`);
  const count = asked.reduce((sum, { suites }) => sum + suites.length, 0);
  for (const line of byCause(reasons, count)) say(line);
  return surveyed.filter(({ suites }) => suites.length > 0);
}

/** What is installed, with the banners of what was dropped in. */
export async function findPresent(archFolder: string): Promise<Present[]> {
  return Promise.all(
    listInstalled(archFolder).map(async ({ release, directory, source }) => {
      if (source) return { release, source };
      const banner = await run([join(directory, 'qemu-img'), '--version']).catch(() => undefined);
      return { release, banner: banner?.stdout.split('\n')[0] ?? '' };
    }),
  );
}

export interface Outcome {
  readonly installed: readonly string[];
  readonly bytes: number;
  readonly failed: number;
  /** everything that the terms of `--only` have selected, as "suite release" for matching */
  readonly selected: readonly { readonly suite: string; readonly release: string }[];
}

/** Installs what the plan says, the suites of one distribution release after each other as they share packages. */
export async function installAll(
  surveyed: readonly Surveyed[],
  folder: string,
  arch: string,
  options: Options,
): Promise<Outcome> {
  const archFolder = join(folder, arch);
  const present = await findPresent(archFolder);
  const offers = surveyed.flatMap((one) => one.offers);
  const installed = new Set<string>();
  const selected: { suite: string; release: string }[] = [];
  let bytes = 0;
  let failed = 0;

  const named = new Set<string>();
  const keepDroppedIn = (release: string): void => {
    if (named.has(release)) return; // once, although several suites may have the release
    named.add(release);
    say(`keep  ${release}: ${join(archFolder, release)} was put there by hand (no source.json)`);
  };

  const install = async (root: AptRoot, { suite, packageVersion, upstream }: Offer): Promise<void> => {
    const wanted = [`${PACKAGE}=${packageVersion}`];
    const files = await closure(root, suite, wanted);
    const archives = join(root.directory, 'cache/archives');
    const missing = files.filter(({ file }) => !existsSync(join(archives, file)));
    const size = missing.reduce((sum, one) => sum + one.bytes, 0);
    say(
      `fetch ${suite}: ${PACKAGE} ${packageVersion}, ${plural(missing.length, 'package')}, ${megabytes(size)}`,
    );
    await download(root, suite, wanted);
    bytes += size;
    const unpacked = await createStaging(folder, `${suite}-unpacked`);
    const tree = await unpack(
      files.map(({ file }) => join(archives, file)),
      unpacked,
    );
    const staged = await stageRelease(tree, await createStaging(folder, suite), { suite, packageVersion });
    await rm(unpacked, { recursive: true, force: true });
    const { release } = staged;
    if (!releaseWanted(options.only, suite, release, true)) {
      say(`skip  ${suite}: it turns out to be ${release}, which was not asked for`);
      return;
    }
    selected.push({ suite, release });
    const replaceable = options.force && !installed.has(release);
    const committed = await inTurn(() => commitRelease(staged, archFolder, compareDebian, replaceable));
    if (committed.kind === 'dropped-in') {
      keepDroppedIn(release);
    } else if (committed.kind === 'kept' && committed.packageVersion === packageVersion) {
      say(`have  ${release}: ${suite} ${packageVersion}`); // another run was faster
    } else if (committed.kind === 'kept') {
      say(
        `keep  ${release}: ${committed.suite} ${committed.packageVersion} is newer than ${suite} ${packageVersion}`,
      );
    } else {
      installed.add(release);
      const other = committed.kind === 'replaced' && committed.packageVersion !== packageVersion;
      const over = other ? `, in place of ${committed.suite} ${committed.packageVersion}` : '';
      say(`done  ${release}: ${suite} ${packageVersion}${over}`);
    }
    if (upstream.exact && upstream.number !== release)
      say(`note  ${suite}: its package is numbered ${upstream.number}`);
  };

  await sideBySide(surveyed, AT_A_TIME, async ({ root, offers: own }) => {
    for (const offer of own) {
      const { suite, packageVersion } = offer;
      const step = planStep(offer, offers, present, options, compareDebian);
      if (step.kind === 'unwanted') continue;
      if (step.kind !== 'install') selected.push({ suite, release: step.release });
      if (step.kind === 'have') say(`have  ${step.release}: ${suite} ${packageVersion}`);
      if (step.kind === 'dropped-in') {
        say(
          `keep  ${step.release}: ${join(archFolder, step.release)} was put there by hand (no source.json)`,
        );
      }
      if (step.kind === 'superseded') {
        const same =
          step.by.packageVersion === packageVersion ? 'has the same package' : 'has it in a newer package';
        say(`skip  ${suite} ${packageVersion}: ${step.by.suite} ${same}`);
      }
      if (step.kind !== 'install') continue;
      try {
        await install(root, offer);
      } catch (error) {
        if (error instanceof Interrupted) throw error;
        failed += 1;
        complain(`error ${suite}: ${(error as Error).message}`);
      }
    }
  });
  return { installed: [...installed], bytes, failed, selected };
}

let last: Promise<unknown> = Promise.resolve();

/** Two suites may come to the same release at once; which of them stays is decided one after the other. */
function inTurn<Outcome>(job: () => Promise<Outcome>): Promise<Outcome> {
  const mine = last.then(job);
  last = mine.catch(() => undefined);
  return mine;
}
