import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { Interrupted } from '../../process/commands.ts';
import { errorLine } from '../../text/error-line.ts';
import { plural } from '../../text/plural.ts';
import type { Committed } from '../commit-release.ts';
import type { Context } from '../context.ts';
import { listInstalled, readInstalled } from '../installed.ts';
import { NoSpace, orNoSpace } from '../no-space.ts';
import { complain, say } from '../report.ts';
import { described, doneLine, droppedInLine, unlikeLine } from '../settled-lines.ts';
import { originOf } from '../stage-release.ts';
import { makeFolder } from '../staging.ts';
import { buildLine } from './build-line.ts';
import { buildRelease, sourceFolder } from './build-release.ts';
import { findJobs, type Job } from './jobs.ts';
import { missingLine } from './missing-line.ts';
import { sourceAt } from './source.ts';
import { findToolchain, type Missing, type Toolchain } from './toolchain.ts';

/** Megabytes (2^20 bytes) that a build takes: the source without firmware, and what is compiled. */
const OF_A_BUILD = 600;

/** What was asked for on the command line. */
export interface BuildOptions {
  /** a tarball, an unpacked tree or a git checkout */
  readonly build: string;
  /** of a checkout; none means the tree as it is */
  readonly releases: readonly string[];
  readonly force: boolean;
}

/**
 * Builds releases from source and installs them, and tells in lines what came of it.
 *
 * @returns the exit code @throws Error with one line where there is nothing to build
 */
export async function build(
  context: Context,
  { build: path, releases, force }: BuildOptions,
): Promise<number> {
  const { commands, stagings, binaries, archFolder } = context;
  const start = Date.now();
  const source = sourceAt(resolve(path));
  makeFolder(binaries);
  const swept = await stagings.sweep(binaries);
  if (swept > 0) say(`removed ${plural(swept, 'leftover')} of a run that was killed`);
  await stagings.workIn(binaries);
  const { jobs, notes } = await findJobs(commands, source, releases);
  for (const note of notes) say(`note  ${note}`);
  const wanted = jobs.filter((job) => {
    const line = keptLine(archFolder, job.release, force);
    if (line !== undefined) say(line);
    return line === undefined;
  });
  const { toolchains, missing } = await findToolchains(context, wanted);
  if (missing.length > 0) {
    complain(
      missingLine(
        wanted.map(({ release }) => release),
        missing,
      ),
    );
    return 1;
  }
  let failed = 0;
  for (const job of wanted) {
    const toolchain = toolchains.get(job);
    if (toolchain && !(await buildAndTell(context, job, toolchain, force))) failed += 1;
  }
  const built = plural(wanted.length - failed, 'release');
  const seconds = ((Date.now() - start) / 1000).toFixed(1);
  const total = listInstalled(archFolder).map(({ release }) => release);
  const failures = failed > 0 ? `, ${failed} failed` : '';
  say(`${built} built${failures}, ${seconds} s; ${archFolder}: ${total.join(' ') || 'empty'}`);
  return failed === 0 ? 0 : 1;
}

/** Why a release is not to be built: said before anything is. */
function keptLine(archFolder: string, release: string, force: boolean): string | undefined {
  if (!existsSync(join(archFolder, release))) return undefined;
  const source = readInstalled(archFolder, release)?.source;
  if (!source) return droppedInLine(release, archFolder);
  return force ? undefined : unlikeLine(release, originOf(source), 'the build');
}

/** The toolchain of every job, or all that is missing for any of them. */
async function findToolchains(context: Context, jobs: readonly Job[]) {
  const toolchains = new Map<Job, Toolchain>();
  const missing: Missing[] = [];
  for (const job of jobs) {
    const found = await findToolchain(context.commands, await job.needs(await sourceFolder(context, job)));
    if ('toolchain' in found) toolchains.set(job, found.toolchain);
    missing.push(...found.missing);
  }
  return { toolchains, missing };
}

/** Builds one release. One that fails is told, and stops no other. @returns whether it is there now */
async function buildAndTell(
  context: Context,
  job: Job,
  toolchain: Toolchain,
  force: boolean,
): Promise<boolean> {
  const { release, packageVersion } = job;
  say(`build ${packageVersion}, on ${plural(availableParallelism(), 'core')}`);
  const start = Date.now();
  const line = buildLine(release);
  try {
    const committed = await buildRelease(context, job, toolchain, force, line.step);
    line.clear();
    const seconds = Math.round((Date.now() - start) / 1000);
    say(committedLine(committed, release, `source ${packageVersion}, ${seconds} s`));
    return true;
  } catch (error) {
    line.clear();
    if (error instanceof Interrupted) throw error;
    const cause = orNoSpace(error, context.binaries, OF_A_BUILD);
    if (cause instanceof NoSpace) throw cause;
    complain(`error ${release}: ${errorLine(cause)}`);
    return false;
  }
}

/** What is there was not there when the build began: another run was faster. */
function committedLine(committed: Committed, release: string, what: string): string {
  switch (committed.kind) {
    case 'installed':
      return doneLine(release, what);
    case 'replaced':
      return doneLine(release, what, committed.other);
    case 'kept':
    case 'unlike':
      return `keep  ${release}: ${described(committed.other)} was installed meanwhile`;
    case 'dropped-in':
      return `keep  ${release}: it was put there by hand meanwhile`;
  }
}
