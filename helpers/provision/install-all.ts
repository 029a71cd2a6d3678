import { rm } from 'node:fs/promises';
import { oneAtATime } from '../process/one-at-a-time.ts';
import { sideBySide } from '../process/side-by-side.ts';
import { errorLine } from '../text/error-line.ts';
import { AT_A_TIME, spaceFor } from './at-a-time.ts';
import { type Committed, commitRelease } from './commit-release.ts';
import type { Context } from './context.ts';
import { compareDebian } from './debian-version.ts';
import { fetchRelease } from './fetch-release.ts';
import { findPresent } from './installed.ts';
import { NoSpace, orNoSpace } from './no-space.ts';
import { type Options, releaseWanted } from './options.ts';
import { type Offer, planStep } from './plan.ts';
import type { Progress, Settled } from './progress.ts';
import type { Staged } from './stage-release.ts';
import type { Surveyed } from './survey.ts';
import { rootInTime } from './time-limit.ts';

type Commit = (staged: Staged) => Promise<Committed>;

/** What it takes to install one offer. */
interface Installation {
  readonly context: Context;
  readonly surveyed: Surveyed;
  readonly offer: Offer;
  readonly options: Options;
  readonly commit: Commit;
  /** megabytes (2^20 bytes) that all of the work takes */
  readonly needed: number;
  readonly note: (progress: Progress) => void;
}

/**
 * Installs what the plan says, the suites of one distribution release after each other as they share packages.
 *
 * @param tell hears of everything as it happens
 * @returns everything that has happened
 */
export async function installAll(
  context: Context,
  surveyed: readonly Surveyed[],
  options: Options,
  tell: (progress: Progress) => void,
): Promise<Progress[]> {
  const present = await findPresent(context.commands, context.archFolder);
  const offers = surveyed.flatMap((one) => one.offers);
  const commit = committer(context, options.force);
  const needed = spaceFor(surveyed.length);
  const all: Progress[] = [];
  const note = (progress: Progress) => {
    all.push(progress);
    tell(progress);
  };
  await sideBySide(surveyed, AT_A_TIME, async (one) => {
    for (const offer of one.offers) {
      const step = planStep(offer, offers, present, options, compareDebian);
      if (step.kind === 'install')
        await install({ context, surveyed: one, offer, options, commit, needed, note });
      else if (step.kind !== 'unwanted') note({ ...step, offer });
    }
    // Indexes and packages of hundreds of archives would fill a disk.
    await rm(one.root.directory, { recursive: true, force: true });
  });
  return all;
}

/** Installs one offer. One that fails is told, and stops no other. */
async function install({
  context,
  surveyed,
  offer,
  options,
  commit,
  needed,
  note,
}: Installation): Promise<void> {
  try {
    const root = rootInTime(context, surveyed.root);
    const staged = await fetchRelease({ ...surveyed, root }, offer, note);
    const { release } = staged;
    if (!releaseWanted(options.only, offer.suite, release, true)) {
      note({ kind: 'not asked for', offer, release });
      return;
    }
    note(settled(offer, release, await commit(staged)));
    const { exact, number } = offer.upstream;
    if (exact && number !== release) note({ kind: 'misnumbered', offer });
  } catch (error) {
    const cause = orNoSpace(error, context.binaries, needed);
    // What fails once the run has been given up fails for that.
    context.commands.goOn();
    if (cause instanceof NoSpace) throw cause;
    note({ kind: 'failed', offer, reason: errorLine(cause) });
  }
}

/**
 * Commits one release after the other, since two suites may come to the same release at once. With `--force` an older
 * package replaces what an earlier run has installed, but never what this one has.
 */
function committer(context: Context, force: boolean): Commit {
  const inTurn = oneAtATime();
  const ours = new Set<string>();
  return (staged) =>
    inTurn(async () => {
      const replaceable = force && !ours.has(staged.release);
      const committed = await commitRelease(context, staged, compareDebian, replaceable);
      if (committed.kind === 'installed' || committed.kind === 'replaced') ours.add(staged.release);
      return committed;
    });
}

function settled(offer: Offer, release: string, committed: Committed): Settled {
  switch (committed.kind) {
    case 'installed':
      return { kind: 'installed', offer, release };
    case 'replaced':
      // The same package in place of itself is what `--force` is for, and nothing to tell.
      return committed.other.packageVersion === offer.packageVersion
        ? { kind: 'installed', offer, release }
        : { kind: 'installed', offer, release, inPlaceOf: committed.other };
    case 'kept':
      // The same package is there when another run was faster.
      return committed.other.packageVersion === offer.packageVersion
        ? { kind: 'have', offer, release }
        : { kind: 'older', offer, release, than: committed.other };
    case 'unlike':
      return { kind: 'unlike', offer, release, than: committed.other };
    case 'dropped-in':
      return { kind: 'dropped-in', offer, release };
  }
}
