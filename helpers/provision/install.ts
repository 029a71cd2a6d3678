import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mustRun } from '../process/commands.ts';
import { parseBanner } from '../references/banner.ts';
import { readInstalled, type SourceRecord } from './installed.ts';
import { writeLauncher } from './launcher.ts';
import { stagingPath } from './staging.ts';
import { findProgram, prune, type Tree } from './tree.ts';

/** The package of both families that holds qemu-img and qemu-io. */
export const PACKAGE = 'qemu-utils';

/** A release that is complete, but not yet in its place. */
export interface Staged {
  readonly directory: string;
  readonly release: string;
  readonly source: SourceRecord;
}

/** What became of a staged release. */
export type Committed =
  | { readonly kind: 'installed' }
  | { readonly kind: 'replaced'; readonly suite: string; readonly packageVersion: string }
  /** the same release is there in a newer package, or one put it there by hand */
  | { readonly kind: 'kept'; readonly suite: string; readonly packageVersion: string }
  | { readonly kind: 'dropped-in' };

/** Builds a release out of an unpacked tree in a directory of its own, and runs it to learn which one it is. */
export async function stageRelease(
  tree: Tree,
  directory: string,
  from: { readonly suite: string; readonly packageVersion: string },
): Promise<Staged> {
  const programs: string[] = [];
  for (const name of ['qemu-img', 'qemu-io']) {
    const program = await findProgram(tree, name);
    if (program) programs.push(program);
    else if (name === 'qemu-img') throw new Error(`${PACKAGE} ${from.packageVersion} has no qemu-img`);
  }
  await mkdir(directory, { recursive: true });
  const launches = await prune(tree, programs, directory);
  for (const launch of launches) await writeLauncher(join(directory, basename(launch.program)), launch);
  const source: SourceRecord = {
    suite: from.suite,
    package: PACKAGE,
    package_version: from.packageVersion,
    program: 'root/usr/bin/qemu-img',
  };
  await writeSource(directory, source);
  const output = await mustRun([join(directory, 'qemu-img'), '--version']);
  const banner = parseBanner(output);
  if (!banner) throw new Error(`qemu-img --version names no release: ${output.split('\n')[0]}`);
  return { directory, release: banner.version, source };
}

async function writeSource(directory: string, source: SourceRecord): Promise<void> {
  await writeFile(join(directory, 'source.json'), `${JSON.stringify(source, null, 2)}\n`);
}

/**
 * Moves a staged release into place by a rename, so that it is wholly there or not there. Where two packages turn
 * out to hold the same release the higher package version stays, whichever comes first, and remembers the other.
 *
 * @param replaceable whether an installed release may be replaced by an older package (`--force`)
 */
export async function commitRelease(
  staged: Staged,
  archFolder: string,
  compare: (one: string, other: string) => number,
  replaceable = false,
): Promise<Committed> {
  const { source, release } = staged;
  const target = join(archFolder, release);
  await mkdir(archFolder, { recursive: true });
  if (!existsSync(target)) {
    await rename(staged.directory, target);
    return { kind: 'installed' };
  }
  const present = readInstalled(archFolder, release)?.source;
  if (!present) return { kind: 'dropped-in' };
  const other = { suite: present.suite, packageVersion: present.package_version };
  if (!replaceable && compare(present.package_version, source.package_version) >= 0) {
    await remember(target, present, source);
    return { kind: 'kept', ...other };
  }
  if (!replaceable) await writeSource(staged.directory, merged(source, present));
  // Two renames: a directory with content cannot be replaced by one. A run that is killed between them leaves the
  // old one under a staging name, which the next run sweeps and installs anew.
  const old = stagingPath(join(archFolder, '..'), `old-${release}`);
  await rename(target, old);
  await rename(staged.directory, target);
  await rm(old, { recursive: true, force: true });
  return { kind: 'replaced', ...other };
}

/** Notes in an installed release that another package holds it too, so that the next run need not find out again. */
async function remember(target: string, present: SourceRecord, other: SourceRecord): Promise<void> {
  const record = merged(present, other);
  const current = await readFile(join(target, 'source.json'), 'utf8');
  const text = `${JSON.stringify(record, null, 2)}\n`;
  if (text === current) return;
  const temporary = join(target, `source.json.${process.pid}`);
  await writeFile(temporary, text);
  await rename(temporary, join(target, 'source.json'));
}

function merged(winner: SourceRecord, loser: SourceRecord): SourceRecord {
  const all = [
    ...(winner.same_release ?? []),
    ...(loser.same_release ?? []),
    { suite: loser.suite, package_version: loser.package_version },
  ];
  const others = all.filter((one, index) => {
    const first = all.findIndex((other) => other.package_version === one.package_version);
    return first === index && one.package_version !== winner.package_version;
  });
  return others.length > 0 ? { ...winner, same_release: others } : winner;
}
