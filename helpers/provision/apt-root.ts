import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commands } from '../process/commands.ts';
import type { Archives } from './apt-sources.ts';
import { isSecuritySuite } from './suites.ts';

/** An apt of our own: the host's configuration, keys and proxies, but none of its state. */
export interface AptRoot {
  readonly commands: Commands;
  readonly directory: string;
  /** option that makes an apt program use it */
  readonly config: readonly string[];
}

/** Makes an apt root in the directory for these suites. */
export async function createAptRoot(
  commands: Commands,
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
  const architecture =
    type === 'deb' ? (await commands.mustRun(['dpkg', '--print-architecture'])).trim() : undefined;
  await writeFile(inside('sources/provision.sources'), stanzas(archives, suites, type, architecture));
  await writeFile(inside('apt.conf'), configuration(directory));
  return { commands, directory, config: ['-c', inside('apt.conf')] };
}

/**
 * The settings are given by `-c`, which apt reads after /etc/apt/apt.conf.d: so they win, and `#clear` empties lists
 * such as the hooks that container images install to tidy the *host's* cache. Dir::Etc::parts, main, trusted and
 * netrc stay the host's: proxies, keys and passwords. The status file is empty, so that a package is resolved with
 * all it needs down to libc. Locks are for a shared root; a plain user could not even take the host's dpkg lock.
 */
function configuration(directory: string): string {
  const settings: [string, string][] = [
    ['Dir::State', join(directory, 'state')],
    ['Dir::State::lists', 'lists/'],
    ['Dir::State::status', join(directory, 'state/status')],
    ['Dir::Cache', join(directory, 'cache')],
    ['Dir::Cache::archives', 'archives/'],
    ['Dir::Cache::pkgcache', 'pkgcache.bin'],
    ['Dir::Cache::srcpkgcache', 'srcpkgcache.bin'],
    ['Dir::Etc::sourcelist', '/dev/null'],
    ['Dir::Etc::sourceparts', join(directory, 'sources')],
    ['Dir::Etc::preferences', '/dev/null'],
    ['Dir::Etc::preferencesparts', '/dev/null'],
    ['Dir::Log', directory],
    ['APT::Default-Release', ''],
    ['APT::Install-Recommends', 'false'],
    ['APT::Install-Suggests', 'false'],
    // An apt that runs as root downloads as the user _apt, who may not enter a private directory.
    ['APT::Sandbox::User', 'root'],
    ['Acquire::Languages', 'none'],
    ['Debug::NoLocking', 'true'],
  ];
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success'];
  const lines = [
    ...hooks.map((hook) => `#clear ${hook};`),
    ...settings.map(([name, value]) => `${name} "${value}";`),
  ];
  return `${lines.join('\n')}\n`;
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
