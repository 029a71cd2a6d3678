import { existsSync, renameSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { lockFolder } from '../process/lock.ts';
import { isProgram } from '../references/release-folders.ts';
import { readSource, type SourceRecord, writeSource } from '../references/source-record.ts';
import type { Context } from './context.ts';
import { isOfArchive, type Origin, originOf, type Staged } from './stage-release.ts';

type Place = Pick<Context, 'commands' | 'stagings' | 'archFolder'>;
type Compare = (one: string, other: string) => number;

/** Seconds that another run is waited for. It takes milliseconds, unless it was stopped or its disk hangs. */
const PATIENCE = 60;

/** What became of a staged release. */
export type Committed =
  | { readonly kind: 'installed' }
  | { readonly kind: 'replaced'; readonly other: Origin }
  /** the same release is there in a package that is as new or newer */
  | { readonly kind: 'kept'; readonly other: Origin }
  /** the same release is there, and one of the two is no package of an archive, so that none is the newer */
  | { readonly kind: 'unlike'; readonly other: Origin }
  /** the same release is there, and somebody put it there by hand */
  | { readonly kind: 'dropped-in' };

/**
 * Moves a staged release into place by a rename, so that it is wholly there or not there. Where two packages turn
 * out to hold the same release the higher package version stays, whichever comes first, and remembers the other.
 *
 * A package and a build are never compared: what is there stays.
 *
 * One run at a time does this in a folder, be they of two containers.
 *
 * @param replaceable whether an installed release may be replaced whatever it is made from (`--force`)
 * @throws Error with one line where another run keeps the folder to itself
 */
export async function commitRelease(
  context: Place,
  staged: Staged,
  compare: Compare,
  replaceable = false,
): Promise<Committed> {
  const { archFolder } = context;
  await mkdir(archFolder, { recursive: true });
  const lock = await lockFolder(archFolder, {
    patience: PATIENCE,
    goOn: () => context.commands.goOn(),
  });
  if (!lock)
    throw new Error(
      `another run has been installing into ${archFolder} for ${PATIENCE} s; end it, and try again`,
    );
  try {
    return await commitLocked(context, staged, compare, replaceable);
  } finally {
    await lock.release();
  }
}

async function commitLocked(
  { commands, stagings, archFolder }: Place,
  staged: Staged,
  compare: Compare,
  replaceable: boolean,
): Promise<Committed> {
  const { source, release } = staged;
  const target = join(archFolder, release);
  const away = await stagings.replaced(dirname(archFolder), basename(archFolder));
  // Nothing below waits for anything until it is in place: who gives a run up finds either nothing done, or all.
  commands.goOn();
  if (!existsSync(target)) {
    renameSync(staged.directory, target);
    return { kind: 'installed' };
  }
  // What a release is known by is the program that was staged.
  const present = isProgram(join(target, basename(source.program))) ? readSource(target) : undefined;
  if (!present) return { kind: 'dropped-in' };
  const other = originOf(present);
  const comparable = isOfArchive(present) && isOfArchive(source);
  if (!replaceable && (!comparable || compare(present.package_version, source.package_version) >= 0)) {
    // A package that turned out to be this release is remembered, so that it is not fetched again.
    const record = isOfArchive(source) ? merged(present, source) : present;
    if (JSON.stringify(record) !== JSON.stringify(present))
      writeSource(target, record, join(away, `${release}.json`));
    return { kind: comparable ? 'kept' : 'unlike', other };
  }
  if (!replaceable) writeSource(staged.directory, merged(source, present));
  // Two renames: a directory with content cannot be replaced by one. Of a run that is killed between them whoever clears
  // its staging away puts the old one back.
  const old = join(away, release);
  renameSync(target, old);
  renameSync(staged.directory, target);
  await rm(old, { recursive: true, force: true });
  return { kind: 'replaced', other };
}

/** The record of the package that stays, which also names the others of that release: they are not fetched again. */
function merged(winner: SourceRecord, loser: SourceRecord): SourceRecord {
  const all = [
    ...(winner.same_release ?? []),
    ...(loser.same_release ?? []),
    { ...placeIn(loser), package_version: loser.package_version },
  ];
  const others = all.filter((one, index) => {
    const first = all.findIndex((other) => other.package_version === one.package_version);
    return first === index && one.package_version !== winner.package_version;
  });
  return others.length > 0 ? { ...winner, same_release: others } : winner;
}

function placeIn({ suite, archive }: SourceRecord): { suite: string; archive?: string } {
  return archive === undefined ? { suite } : { suite, archive };
}
