import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Commands } from '../process/commands.ts';
import type { Source } from './apt-sources.ts';

/** An apt of our own: the host's configuration, keys and proxies, but none of its state. */
export interface AptRoot {
  readonly commands: Commands;
  readonly directory: string;
  /** option that makes an apt program use it */
  readonly config: readonly string[];
  /** this machine's, in apt's words */
  readonly architecture: string;
}

/** Seconds in which a server has to say something, and how often it is asked again, unless this host has its own values. */
const PATIENCE = { 'Acquire::http::Timeout': '20', 'Acquire::Retries': '1' } as const;

/** Makes an apt root in the directory for these entries. */
export async function createAptRoot(
  commands: Commands,
  directory: string,
  entries: readonly Source[],
  type: 'deb' | 'deb-src' = 'deb',
): Promise<AptRoot> {
  const inside = (...names: string[]) => join(directory, ...names);
  for (const path of ['state/lists/partial', 'cache/archives/partial', 'none/partial', 'sources']) {
    await mkdir(inside(path), { recursive: true });
  }
  await writeFile(inside('state/status'), '');
  const host = await hostSettings(commands);
  const root: AptRoot = {
    commands,
    directory,
    config: ['-c', inside('apt.conf')],
    architecture: host.get('APT::Architecture') ?? '',
  };
  const patience = Object.entries(PATIENCE).filter(([name]) => !host.get(name));
  await writeFile(inside('apt.conf'), configuration(directory, patience));
  await addEntries(root, 'provision', entries, type);
  return root;
}

/** Adds entries to a root, as a file of this name; they count from the next update on. */
export async function addEntries(
  root: AptRoot,
  name: string,
  entries: readonly Source[],
  type: 'deb' | 'deb-src' = 'deb',
): Promise<void> {
  // "Architectures" keeps foreign architectures of the host out, "Targets" what other programs hook into updates.
  const text = stanzas(entries, type, type === 'deb' ? root.architecture : undefined);
  // A URI may hold a password.
  await writeFile(join(root.directory, `sources/${name}.sources`), text, { mode: 0o600 });
}

/** What this host's apt has for the settings that a root has to know. */
async function hostSettings(commands: Commands): Promise<ReadonlyMap<string, string>> {
  const names = ['APT::Architecture', ...Object.keys(PATIENCE)];
  const asked = names.flatMap((name, index) => [`SETTING_${index}`, name]);
  const answer = await commands.mustRun(['apt-config', 'shell', ...asked]);
  const values = [...answer.matchAll(/^SETTING_(\d+)='(.*)'$/gm)];
  return new Map(values.map(([, index, value = '']) => [names[Number(index)] as string, value]));
}

/**
 * The settings are given by `-c`, which apt reads after /etc/apt/apt.conf.d: so they win, and `#clear` empties lists
 * such as the hooks that container images install to tidy the *host's* cache. Dir::Etc::parts, main, trusted and
 * netrc stay the host's: proxies, keys and passwords. The status file is empty, so that a package is resolved with
 * all it needs down to libc. Locks are for a shared root; a plain user could not even take the host's dpkg lock.
 */
function configuration(directory: string, more: readonly (readonly [string, string])[]): string {
  const settings: (readonly [string, string])[] = [
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
    // Indexes stay as they came: those of hundreds of archives would fill a disk.
    ['Acquire::GzipIndexes', 'true'],
    // Whatever the host allows itself, nothing is installed here that nobody has signed.
    ['Acquire::AllowInsecureRepositories', 'false'],
    ['Acquire::AllowWeakRepositories', 'false'],
    ['Acquire::AllowDowngradeToInsecureRepositories', 'false'],
    ['APT::Get::AllowUnauthenticated', 'false'],
    ['Debug::NoLocking', 'true'],
    ...more,
  ];
  const hooks = ['APT::Update::Pre-Invoke', 'APT::Update::Post-Invoke', 'APT::Update::Post-Invoke-Success'];
  const lines = [
    ...hooks.map((hook) => `#clear ${hook};`),
    ...settings.map(([name, value]) => `${name} "${value}";`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Of a `file:` archive apt takes packages where they are, and downloads nothing; `copy:` is the same with a download. */
export function copied(uri: string): string {
  return uri.replace(/^file:/i, 'copy:');
}

/** The sources of a root, in deb822 as this is the only form that can carry an inline key. */
export function stanzas(entries: readonly Source[], type: 'deb' | 'deb-src', architecture?: string): string {
  return entries
    .map(({ uri, suites, components, options }) => {
      const fields: [string, string][] = [
        ['Types', type],
        ['URIs', copied(uri)],
        ['Suites', suites.join(' ')],
        // A flat repository has none.
        ...(components.length > 0 ? [['Components', components.join(' ')] as [string, string]] : []),
        ['Targets', type === 'deb' ? 'Packages' : 'Sources'],
        ...(architecture ? [['Architectures', architecture] as [string, string]] : []),
        ...Object.entries(options),
      ];
      return fields.map(([name, value]) => `${name}: ${value}\n`).join('');
    })
    .join('\n');
}
