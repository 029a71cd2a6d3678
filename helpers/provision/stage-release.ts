import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Commands } from '../process/commands.ts';
import { parseBanner } from '../references/banner.ts';
import { type SourceRecord, writeSource } from '../references/source-record.ts';
import { writeLauncher } from './launcher.ts';
import { prune } from './prune.ts';
import { findProgram, type Tree } from './tree.ts';

/** The package of both families that holds qemu-img and qemu-io. */
export const PACKAGE = 'qemu-utils';

/** Whether a release is an archive's package: only these have versions that dpkg can compare. */
export function isOfArchive(record: SourceRecord): boolean {
  return record.package === PACKAGE;
}

/** A package of one suite. */
export interface Origin {
  readonly suite: string;
  readonly packageVersion: string;
  /** URI of the archive of the suite, where it is none of the host's own */
  readonly archive?: string;
}

/** Where an installed release is from. */
export function originOf({ suite, archive, package_version: packageVersion }: SourceRecord): Origin {
  return archive === undefined ? { suite, packageVersion } : { suite, archive, packageVersion };
}

/** A release that is complete, but not yet in its place. */
export interface Staged {
  readonly directory: string;
  readonly release: string;
  readonly source: SourceRecord;
}

/** Builds a release out of an unpacked tree in a directory of its own, and runs it to learn which one it is. */
export async function stageRelease(
  commands: Commands,
  tree: Tree,
  directory: string,
  from: Origin,
): Promise<Staged> {
  const programs: string[] = [];
  for (const name of ['qemu-img', 'qemu-io']) {
    const program = await findProgram(tree, name);
    if (program) programs.push(program);
    else if (name === 'qemu-img') throw new Error(`${PACKAGE} ${from.packageVersion} has no qemu-img`);
  }
  const source = {
    suite: from.suite,
    ...(from.archive === undefined ? {} : { archive: from.archive }),
    package: PACKAGE,
    package_version: from.packageVersion,
  };
  return stagePrograms(commands, tree, programs, directory, source);
}

/**
 * The same for programs that are known.
 *
 * @param programs qemu-img first
 * @param from what is recorded of where they come from
 */
export async function stagePrograms(
  commands: Commands,
  tree: Tree,
  programs: readonly string[],
  directory: string,
  from: Omit<SourceRecord, 'program'>,
): Promise<Staged> {
  await mkdir(directory, { recursive: true });
  const launches = await prune(commands, tree, programs, directory);
  for (const launch of launches) await writeLauncher(join(directory, basename(launch.program)), launch);
  const source: SourceRecord = { ...from, program: 'root/usr/bin/qemu-img' };
  writeSource(directory, source);
  const output = await commands.mustRun([join(directory, 'qemu-img'), '--version']);
  const banner = parseBanner(output);
  if (!banner) throw new Error(`qemu-img --version names no release: ${output.split('\n')[0]}`);
  return { directory, release: banner.version, source };
}
