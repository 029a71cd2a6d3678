import { basename } from 'node:path';
import type { Commands } from '../../process/commands.ts';
import { which } from '../../process/which.ts';
import { isVersion } from '../../versions/order.ts';
import { Checkout } from './checkout.ts';
import { isDamaged, tarFailure } from './damaged.ts';
import { copyTree, exportCommit, unpackTarball } from './export-source.ts';
import { findCommit, versionAt } from './find-commit.ts';
import { type Needs, needsOf } from './needs.ts';
import { type Source, unpackerOf } from './source.ts';
import { filesOfFolder } from './source-files.ts';

/** A release that is to be built, and where its source comes from. */
export interface Job {
  /** what its VERSION says; the program decides in the end */
  readonly release: string;
  /** for its record: `9.0.0 (commit c25df57ae8f9)` */
  readonly packageVersion: string;
  /** what it takes to build it @param folder where its source may be put to see that */
  needs(folder: string): Promise<Needs>;
  /** Puts its source into a folder, unless it is there already. */
  prepare(folder: string): Promise<void>;
}

/** What there is to build, and what is to be said of it. */
export interface Jobs {
  readonly jobs: readonly Job[];
  readonly notes: readonly string[];
}

/**
 * Sees what releases a source gives; of the source itself nothing is changed.
 *
 * @param releases of a checkout; none means the tree as it is
 * @throws Error with a line that says what is wrong
 */
export async function findJobs(
  commands: Commands,
  source: Source,
  releases: readonly string[],
): Promise<Jobs> {
  const { jobs, notes } = await jobsOf(commands, source, releases);
  const unreleased = jobs.map(({ release }) => release).filter(isDevelopment);
  const development = unreleased.map(
    (release) => `${release} is a development tree and no release: a recording would take it for one`,
  );
  return { jobs, notes: [...notes, ...development] };
}

/** Whether a VERSION is of what leads to the next release: `9.0.50` from the first commit on, `9.0.91` of a candidate. */
function isDevelopment(version: string): boolean {
  return Number(version.split('.')[2]) >= 50;
}

async function jobsOf(commands: Commands, source: Source, releases: readonly string[]): Promise<Jobs> {
  const { path } = source;
  if (source.kind !== 'checkout' && releases.length > 0)
    throw new Error(`--releases: ${path} is no git checkout, so it has one release only`);
  switch (source.kind) {
    case 'tarball':
      return { jobs: [await jobOfTarball(commands, path)], notes: [] };
    case 'tree': {
      const files = filesOfFolder(path);
      const release = releaseIn(await files.read('VERSION'), path);
      const packageVersion = `${release} (unpacked tree)`;
      const job = {
        release,
        packageVersion,
        needs: () => needsOf(files),
        prepare: (folder: string) => copyTree(path, folder),
      };
      return { jobs: [job], notes: [] };
    }
    case 'checkout': {
      if (!(await which('git'))) throw new Error(`--build: there is no git here to read ${path} with`);
      const checkout = new Checkout(commands, path);
      const head = async () => (await checkout.git('rev-parse', 'HEAD')).trim();
      if (releases.length === 0) {
        const job = await jobOfCommit(commands, checkout, await head());
        const dirty = await checkout.isDirty();
        return {
          jobs: [job],
          notes: dirty ? [`${path} has changes that are not committed; HEAD is built without them`] : [],
        };
      }
      const commits: string[] = [];
      for (const release of releases) commits.push(await findCommit(checkout, release));
      return {
        jobs: await Promise.all(commits.map((commit) => jobOfCommit(commands, checkout, commit))),
        notes: [],
      };
    }
  }
}

async function jobOfTarball(commands: Commands, path: string): Promise<Job> {
  const unpacker = unpackerOf(path);
  if (unpacker && !(await which(unpacker.program)))
    throw new Error(
      `--build: there is no ${unpacker.program} here to unpack ${path} with; on Debian: apt-get install ${unpacker.debian}`,
    );
  // The first that is found, so that the rest of the archive is not read.
  const pick = ['--wildcards', '--no-wildcards-match-slash', '--occurrence=1', '*/VERSION'];
  const found = await commands.run(['tar', '-x', '-O', '-f', path, ...pick]);
  if (found.stdout === '' && isDamaged(found)) throw tarFailure(path, found);
  const release = releaseIn(found.stdout, path);
  let unpacked: Promise<void> | undefined;
  const prepare = (folder: string) => {
    unpacked ??= unpackTarball(commands, path, folder);
    return unpacked;
  };
  return {
    release,
    packageVersion: `${release} (${basename(path)})`,
    needs: async (folder) => {
      await prepare(folder);
      return needsOf(filesOfFolder(folder));
    },
    prepare,
  };
}

async function jobOfCommit(commands: Commands, checkout: Checkout, commit: string): Promise<Job> {
  const release = releaseIn(await versionAt(checkout, commit), checkout.path);
  return {
    release,
    packageVersion: `${release} (commit ${commit.slice(0, 12)})`,
    needs: async () =>
      needsOf(checkout.filesOf(commit), (await checkout.submodule(commit, 'meson')) !== undefined),
    prepare: (folder) => exportCommit(commands, checkout, commit, folder),
  };
}

/** @throws Error where the text of VERSION names no release */
function releaseIn(version: string | undefined, path: string): string {
  const release = version?.trim() ?? '';
  if (isVersion(release)) return release;
  throw new Error(`--build: ${path} is no qemu source: it has no VERSION that names a release`);
}
