import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { writeStandIn } from '../testing/stand-in/launcher.ts';
import { alikeReleases } from './alike-releases.ts';
import { emptyFolder, type Ground } from './ground.ts';

/**
 * Writes the stand-in over the newest reference. Asked to answer as a release that is recorded and not installed, it does so
 * by one that prints the same: by itself it would take the nearest below, and cells would diverge that are not to be told.
 *
 * @returns its path
 */
export function writeCandidate(ground: Ground): string {
  const folder = emptyFolder(ground, 'candidate');
  const releases = join(folder, 'releases');
  mkdirSync(releases);
  const folders = new Map(ground.references.map((reference) => [reference.version, reference.folder]));
  for (const [version, alike] of alikeReleases(ground)) {
    const target = folders.get(version) ?? folders.get(alike);
    if (target !== undefined) symlinkSync(target, join(releases, version));
  }
  return writeStandIn(folder, join(releases, ground.references.at(-1)?.version ?? '', 'qemu-img'));
}
