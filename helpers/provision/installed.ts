import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where a release came from: `source.json` in its folder. */
export interface SourceRecord {
  readonly suite: string;
  readonly package: string;
  readonly package_version: string;
  /** the program itself, relative to the folder; the launcher beside this file is a script */
  readonly program: string;
  /** packages of other suites that were found to hold the same release, so that they are not fetched again */
  readonly same_release?: readonly { readonly suite: string; readonly package_version: string }[];
}

export interface Installed {
  /** name of its folder */
  readonly release: string;
  readonly directory: string;
  /** absent where somebody dropped the program in */
  readonly source?: SourceRecord;
}

/** The releases in `<folder>/<arch>`: every directory with an executable qemu-img. */
export function listInstalled(archFolder: string): Installed[] {
  let names: string[];
  try {
    names = readdirSync(archFolder);
  } catch {
    return [];
  }
  const found = names
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .map((name) => {
      return readInstalled(archFolder, name);
    });
  return found.filter((one) => one !== undefined);
}

/** One release, or undefined where there is none of this name. */
export function readInstalled(archFolder: string, release: string): Installed | undefined {
  const directory = join(archFolder, release);
  if (release.startsWith('.') || !isProgram(join(directory, 'qemu-img'))) return undefined;
  const source = readSource(directory);
  return source ? { release, directory, source } : { release, directory };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function readSource(directory: string): SourceRecord | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(join(directory, 'source.json'), 'utf8'));
    return isRecord(record) ? record : undefined;
  } catch {
    return undefined; // without a readable record it counts as dropped in, and stays
  }
}

function isRecord(value: unknown): value is SourceRecord {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return ['suite', 'package', 'package_version', 'program'].every((name) => typeof fields[name] === 'string');
}

/** Whether a package is known to be what is installed here. */
export function holdsPackage(source: SourceRecord, packageVersion: string): boolean {
  const versions = [
    source.package_version,
    ...(source.same_release ?? []).map((same) => same.package_version),
  ];
  return versions.includes(packageVersion);
}
