import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Commands, lastError } from '../process/commands.ts';
import { newestOf } from './apt-indexes.ts';
import { type AptRoot, createAptRoot } from './apt-root.ts';
import type { Source } from './apt-sources.ts';
import type { ArchiveLine } from './archive-line.ts';
import { archiveRefusal } from './archive-refusal.ts';
import { upstreamOf } from './debian-version.ts';
import { shownUri } from './place-of.ts';
import type { Surveyed } from './survey.ts';

/**
 * Asks one archive of the command line what it has, in a root of its own.
 *
 * @param entry its line as this host's apt is to read it
 * @param packageName what it is asked for
 * @throws Error that says why it gives nothing
 */
export async function askArchive(
  commands: Commands,
  directory: string,
  line: ArchiveLine,
  entry: Source,
  packageName: string,
): Promise<Surveyed> {
  const root = await createAptRoot(commands, directory, [entry]);
  const { architecture } = root;
  const { suite, architectures, components } = line;
  if (architectures.length > 0 && !architectures.includes(architecture))
    throw new Error(`its arch=${architectures.join()} leaves out ${architecture}, which this machine is`);
  const target = await fetchIndexes(root);
  const packageVersion = await newestOf(root, packageName);
  if (packageVersion === undefined)
    throw new Error(
      `it has no ${packageName} for ${architecture}${components.length > 0 ? ` in ${components.join(', ')}` : ''}`,
    );
  // What apt has compiled out of the indexes is as large as they are, and made again when it is needed.
  for (const name of ['pkgcache.bin', 'srcpkgcache.bin'])
    await rm(join(directory, 'cache', name), { force: true });
  const upstream = upstreamOf(packageVersion);
  const offer = { suite, package: packageName, packageVersion, upstream, archive: shownUri(line.uri) };
  return {
    root,
    base: suite,
    suites: [suite],
    offers: [target === undefined ? offer : { ...offer, target }],
  };
}

/** @returns the name that the archive gives its suite, if any @throws Error that says why there are no indexes */
async function fetchIndexes({ commands, config }: AptRoot): Promise<string | undefined> {
  const result = await commands.run(['apt-get', ...config, 'update']);
  const format = ['--format', '$(SUITE) $(CODENAME)'];
  const listed = await commands.run(['apt-get', ...config, 'indextargets', ...format]);
  const [names] = listed.stdout.split('\n');
  if (!names) {
    throw new Error(archiveRefusal(`${result.stdout}\n${result.stderr}`, lastError(result)));
  }
  return names.split(' ').find((name) => !name.startsWith('$('));
}
