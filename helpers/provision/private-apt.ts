import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastError, mustRun, run } from '../process/commands.ts';
import { escapeRegExp } from '../text/pattern.ts';
import type { Archives } from './apt-sources.ts';
import { isSecuritySuite } from './suites.ts';

/** An apt of our own: the host's configuration, keys and proxies, but none of its state. */
export interface AptRoot {
  readonly directory: string;
  /** option that makes an apt program use it */
  readonly config: readonly string[];
}

/** A package file to download. */
export interface Download {
  readonly file: string;
  readonly bytes: number;
}

/** What became of the suites that a mirror was asked for. */
export interface Answer {
  readonly answered: readonly string[];
  /** suite -> why it is not available */
  readonly refused: ReadonlyMap<string, string>;
}

/**
 * Makes an apt root in the directory for these suites.
 *
 * The settings are given by `-c`, which apt reads after /etc/apt/apt.conf.d: so they win, and `#clear` empties lists
 * such as the hooks that container images install to tidy the *host's* cache. Dir::Etc::parts, main, trusted and
 * netrc stay the host's: proxies, keys and passwords. The status file is empty, so that a package is resolved with
 * all it needs down to libc. Locks are for a shared root; a plain user could not even take the host's dpkg lock.
 */
export async function createAptRoot(
  directory: string,
  archives: Archives,
  suites: readonly string[],
  type: 'deb' | 'deb-src' = 'deb',
): Promise<AptRoot> {
  const inside = (...names: string[]) => join(directory, ...names);
  for (const path of ['state/lists/partial', 'cache/archives/partial', 'none/partial', 'sources']) {
    await mkdir(inside(path), { recursive: true });
  }
  await writeFile(inside('state/status'), '');
  // "Architectures" keeps foreign architectures of the host out, "Targets" what other programs hook into updates.
  const architecture = type === 'deb' ? (await mustRun(['dpkg', '--print-architecture'])).trim() : undefined;
  await writeFile(inside('sources/provision.sources'), stanzas(archives, suites, type, architecture));
  const settings: [string, string][] = [
    ['Dir::State', inside('state')],
    ['Dir::State::lists', 'lists/'],
    ['Dir::State::status', inside('state/status')],
    ['Dir::Cache', inside('cache')],
    ['Dir::Cache::archives', 'archives/'],
    ['Dir::Cache::pkgcache', 'pkgcache.bin'],
    ['Dir::Cache::srcpkgcache', 'srcpkgcache.bin'],
    ['Dir::Etc::sourcelist', '/dev/null'],
    ['Dir::Etc::sourceparts', inside('sources')],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', '/dev/null'],
    ['Dir::Log', directory],
    ['APT::Default-Release', ''],
    ['APT::Install-Recommends', 'false'],
    ['APT::Install-Suggests', 'false'],
    // Root would hand downloads to a user who may not enter a private directory; other users are not asked.
    ['APT::Sandbox::User', 'root'],
    ['Acquire::Languages', 'none'],
    ['Debug::NoLocking', 'true'],
  ];
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success'];
  const lines = [
    ...hooks.map((hook) => `#clear ${hook};`),
    ...settings.map(([name, value]) => `${name} "${value}";`),
  ];
  await writeFile(inside('apt.conf'), `${lines.join('\n')}\n`);
  return { directory, config: ['-c', inside('apt.conf')] };
}

/** The sources of a root, in deb822 as this is the only form that can carry an inline key. */
export function stanzas(
  archives: Archives,
  suites: readonly string[],
  type: 'deb' | 'deb-src',
  architecture?: string,
): string {
  return suites
    .map((suite) => {
      const archive = isSecuritySuite(suite) ? archives.security : archives.main;
      const fields: [string, string][] = [
        ['Types', type],
        ['URIs', archive.uri],
        ['Suites', suite],
        ['Components', 'main'],
        ['Targets', type === 'deb' ? 'Packages' : 'Sources'],
        ...(architecture ? [['Architectures', architecture] as [string, string]] : []),
        ...Object.entries(archive.options),
      ];
      return fields.map(([name, value]) => `${name}: ${value}\n`).join('');
    })
    .join('\n');
}

/** Fetches the indexes; a suite is answered when apt has accepted its signature and lists it. */
export async function update(root: AptRoot, suites: readonly string[]): Promise<Answer> {
  const result = await run(['apt-get', ...root.config, 'update']);
  const listed = await run(['apt-get', ...root.config, 'indextargets', '--format', '$(RELEASE)']);
  const answered = suites.filter((suite) => listed.stdout.split('\n').includes(suite));
  const output = `${result.stdout}\n${result.stderr}`;
  const refused = new Map<string, string>();
  for (const suite of suites)
    if (!answered.includes(suite)) refused.set(suite, refusal(suite, output, lastError(result)));
  return { answered, refused };
}

/** Why a suite is not there, in few words, out of what `apt-get update` printed. */
export function refusal(suite: string, output: string, otherwise: string): string {
  const lines = output.split('\n');
  // "Err:5 <uri> <suite> Release" is followed by an indented line with the reason.
  const name = escapeRegExp(suite);
  const failed = lines.findIndex((line) => new RegExp(`^Err:\\d+ \\S+ ${name} `).test(line));
  const about = lines.filter((line) => new RegExp(`^[EW]: .*[ /]${name}[ /]`).test(line)).join('\n');
  const reason = failed < 0 ? '' : (lines[failed + 1] ?? '');
  if (/\b404\b/.test(reason)) return 'the mirror does not have it';
  const key = /NO_PUBKEY \w+|EXPKEYSIG \w+|is not signed|public key is not available/.exec(about + reason);
  if (key) return `its signature cannot be verified with this host's keys (${key[0]})`;
  // A suite without any package has nothing to list: measured on the -updates pocket of a testing release.
  const got = lines.some((line) => new RegExp(`^(Get|Hit):\\d+ \\S+ ${name} (In)?Release`).test(line));
  if (got && failed < 0 && about === '') return 'empty';
  return (reason.trim() || about.split('\n')[0] || otherwise).replace(/^[EW]: /, '').trim();
}

/** Versions of a package by suite. */
export async function versionsOf(root: AptRoot, name: string): Promise<Map<string, string>> {
  return parseMadison((await run(['apt-cache', ...root.config, 'madison', name])).stdout);
}

/** Reads ` name | version | uri suite/component arch Packages`. The highest version of a suite comes first. */
export function parseMadison(text: string): Map<string, string> {
  const versions = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*\S+ \| (\S+) \| \S+ (\S+)\/[^/\s]+ \S+ Packages\s*$/.exec(line);
    if (match && !versions.has(match[2] as string)) versions.set(match[2] as string, match[1] as string);
  }
  return versions;
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
  return parseUris(await mustRun(ask));
}

/** Reads `'uri' file bytes hash`. */
export function parseUris(text: string): Download[] {
  return [...text.matchAll(/^'[^']*' (\S+) (\d+)/gm)].map(([, file = '', bytes]) => ({
    file,
    bytes: Number(bytes),
  }));
}

/** Downloads what {@link closure} names; apt checks every file against the signed index. @returns the folder */
export async function download(root: AptRoot, suite: string, packages: readonly string[]): Promise<string> {
  const quiet = ['-qq', '-y', '--download-only'];
  await mustRun(['apt-get', ...root.config, ...quiet, 'install', ...wanted(suite, packages)]);
  return join(root.directory, 'cache/archives');
}
