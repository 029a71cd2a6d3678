import { join } from 'node:path';
import { which } from '../process/which.ts';
import { type Archives, chooseArchives, readHostSources } from './apt-sources.ts';
import type { Context } from './context.ts';
import { type Host, readHost } from './os-release.ts';
import type { Family } from './suites.ts';

/** Why nothing can be fetched here, in one line. */
export class Unavailable extends Error {}

/** A host whose apt knows an archive of its family. */
export interface Supplied {
  readonly host: Host & { readonly family: Family };
  readonly archives: Archives;
}

/**
 * What this host's apt knows.
 *
 * @param instead how to go on without it
 * @throws Unavailable with a line that says so
 */
export async function findArchives({ commands }: Context, instead: string): Promise<Supplied> {
  const host = await readHost();
  await needPrograms(instead);
  const { family } = host;
  if (!family) throw new Unavailable(`${host.name} is no relative of Debian or Ubuntu; ${instead}`);
  const archives = chooseArchives(await readHostSources(commands), family, host.codename);
  if (!archives)
    throw new Unavailable(`the apt sources of ${host.name} name no ${family} archive; ${instead}`);
  return { host: { ...host, family }, archives };
}

/** @throws Unavailable where the programs are not there that fetch and unpack */
export async function needPrograms(instead: string): Promise<void> {
  for (const program of ['apt-get', 'dpkg-deb', 'flock']) {
    if (!(await which(program))) throw new Unavailable(`there is no ${program} here; ${instead}`);
  }
}

/** How to get a release without an archive. */
export function byHand(archFolder: string): string {
  return `put a qemu-img in by hand as ${join(archFolder, '<release>', 'qemu-img')}, e.g. .../10.0.2/qemu-img`;
}
