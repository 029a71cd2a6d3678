import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastError } from '../process/commands.ts';
import type { AptRoot } from './apt-root.ts';

/** A package file to download. */
export interface Download {
  readonly file: string;
  readonly bytes: number;
}

/** Thrown where a root does not have all that packages need. */
export class Unresolvable extends Error {
  /** what apt misses, e.g. `libaio1`; may be empty where apt does not tell */
  readonly missing: readonly string[];

  constructor(missing: readonly string[], otherwise: string) {
    super(missing.length > 0 ? `it needs ${shortened(missing)}, which is not there` : otherwise);
    this.missing = missing;
  }
}

/** A few names, and how many more there are. */
export function shortened(names: readonly string[]): string {
  const told = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${told} and ${names.length - 3} more` : told;
}

/** Packages: `-t` lets what they depend on come from a suite that apt would not prefer (backports). */
function wanted(target: string | undefined, packages: readonly string[]): string[] {
  return [...(target === undefined ? [] : ['-t', target]), ...packages];
}

/**
 * All files that packages need, themselves included. Asked with an empty archive folder, because `--print-uris`
 * leaves out what has been downloaded.
 *
 * @param target suite that is preferred
 * @throws Unresolvable
 */
export async function closure(
  root: AptRoot,
  target: string | undefined,
  packages: readonly string[],
): Promise<Download[]> {
  const none = ['-o', `Dir::Cache::archives=${join(root.directory, 'none')}/`];
  const ask = [
    'apt-get',
    ...root.config,
    ...none,
    '-q', // with one more of these apt keeps to itself what it misses
    '--print-uris',
    'install',
    ...wanted(target, packages),
  ];
  const result = await root.commands.run(ask);
  if (result.code !== 0)
    throw new Unresolvable(parseUnmet(`${result.stdout}\n${result.stderr}`), `apt-get: ${lastError(result)}`);
  return parseUris(result.stdout);
}

/**
 * Reads ` package : Depends: name (>= version) but it is not installable` and the solver's ` package Depends name`
 * (apt 3). What is only "not going to be installed" may be there, and lack something itself.
 *
 * @returns what is not there first, or not as new as needed
 */
export function parseUnmet(text: string): string[] {
  const unmet = [...text.matchAll(/\b(?:Pre-?)?Depends:? (\S+)(?: \([^)]*\))?(.*)/g)];
  const surely = unmet.filter(([, , why = '']) => !why.includes('not going to be installed'));
  return [...new Set((surely.length > 0 ? surely : unmet).map(([, name = '']) => name))];
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
 * @throws Error that names the first file that could not be had, and why
 */
export async function download(
  root: AptRoot,
  target: string | undefined,
  packages: readonly string[],
  files: readonly Download[],
): Promise<string[]> {
  const quiet = ['-qq', '-y', '--download-only'];
  const ask = ['apt-get', ...root.config, ...quiet, 'install', ...wanted(target, packages)];
  const result = await root.commands.run(ask);
  if (result.code !== 0) throw new Error(parseFailure(result.stderr) ?? `apt-get: ${lastError(result)}`);
  return files.map(({ file }) => join(archivesOf(root), file));
}

/** Reads `E: Failed to fetch <uri>  <reason>`, whose last line only says that some files failed. */
export function parseFailure(stderr: string): string | undefined {
  const [, uri, reason = ''] = /^E: Failed to fetch (\S+) +(.*)$/m.exec(stderr) ?? [];
  if (uri === undefined) return undefined;
  const file = decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
  if (/Hash Sum mismatch|unexpected size/.test(reason))
    return `${file} is not the file that the signed index means (${reason}); the archive has to be put right`;
  return `${file} cannot be fetched: ${reason}; try again later, or with another mirror`;
}
