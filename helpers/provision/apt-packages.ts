import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AptRoot } from './apt-root.ts';

/** A package file to download. */
export interface Download {
  readonly file: string;
  readonly bytes: number;
}

/** A package of one suite: `-t` lets what it depends on come from a suite that apt would not prefer (backports). */
function wanted(suite: string, packages: readonly string[]): string[] {
  return ['-t', suite, ...packages];
}

/**
 * All files that packages need, themselves included. Asked with an empty archive folder, because `--print-uris`
 * leaves out what has been downloaded.
 */
export async function closure(
  root: AptRoot,
  suite: string,
  packages: readonly string[],
): Promise<Download[]> {
  const none = ['-o', `Dir::Cache::archives=${join(root.directory, 'none')}/`];
  const ask = [
    'apt-get',
    ...root.config,
    ...none,
    '-qq',
    '--print-uris',
    'install',
    ...wanted(suite, packages),
  ];
  return parseUris(await root.commands.mustRun(ask));
}

/** Reads `'uri' file bytes hash`. */
export function parseUris(text: string): Download[] {
  return [...text.matchAll(/^'[^']*' (\S+) (\d+)/gm)].map(([, file = '', bytes]) => ({
    file,
    bytes: Number(bytes),
  }));
}

/** Where a root keeps what it has downloaded. */
function archivesOf({ directory }: AptRoot): string {
  return join(directory, 'cache/archives');
}

/** Of these files, those that have not been downloaded yet. */
export function missingFiles(root: AptRoot, files: readonly Download[]): Download[] {
  return files.filter(({ file }) => !existsSync(join(archivesOf(root), file)));
}

/**
 * Downloads packages and all that they need; apt checks every file against the signed index.
 *
 * @param files what {@link closure} says of these packages
 * @returns where the files are
 */
export async function download(
  root: AptRoot,
  suite: string,
  packages: readonly string[],
  files: readonly Download[],
): Promise<string[]> {
  const quiet = ['-qq', '-y', '--download-only'];
  await root.commands.mustRun(['apt-get', ...root.config, ...quiet, 'install', ...wanted(suite, packages)]);
  return files.map(({ file }) => join(archivesOf(root), file));
}
