import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { download, missingFiles } from './apt-packages.ts';
import type { Offer } from './plan.ts';
import type { Progress } from './progress.ts';
import { packageOf, resolve } from './resolve.ts';
import { type Staged, stageRelease } from './stage-release.ts';
import type { Surveyed } from './survey.ts';
import { unpack } from './tree.ts';

/**
 * Downloads the package of an offer with all that it needs, and makes a release of it, ready to be committed. It lies
 * inside the root, since the same suite of two archives may be worked on at once.
 */
export async function fetchRelease(
  surveyed: Surveyed,
  offer: Offer,
  note: (progress: Progress) => void,
): Promise<Staged> {
  const { commands, directory } = surveyed.root;
  const debs = await downloadOffer(surveyed, offer, note);
  await mkdir(directory, { recursive: true });
  const place = await mkdtemp(join(directory, 'release-'));
  const unpacked = join(place, 'unpacked');
  try {
    return await stageRelease(commands, await unpack(commands, debs, unpacked), join(place, 'staged'), offer);
  } finally {
    // A package may deny its owner a folder of its own; that goes with everything else at the end.
    await rm(unpacked, { recursive: true, force: true }).catch(() => undefined);
  }
}

async function downloadOffer(
  surveyed: Surveyed,
  offer: Offer,
  note: (progress: Progress) => void,
): Promise<string[]> {
  const { root } = surveyed;
  const files = await resolve(surveyed, offer);
  const missing = missingFiles(root, files);
  const bytes = missing.reduce((sum, one) => sum + one.bytes, 0);
  note({ kind: 'fetching', offer, packages: missing.length, bytes });
  const debs = await download(root, offer.target, packageOf(offer), files);
  note({ kind: 'fetched', offer, bytes });
  return debs;
}
