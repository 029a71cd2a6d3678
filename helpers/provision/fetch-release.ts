import { rm } from 'node:fs/promises';
import { closure, download, missingFiles } from './apt-packages.ts';
import type { AptRoot } from './apt-root.ts';
import type { Context } from './context.ts';
import type { Offer } from './plan.ts';
import type { Progress } from './progress.ts';
import { PACKAGE, type Staged, stageRelease } from './stage-release.ts';
import { createStaging } from './staging.ts';
import { unpack } from './tree.ts';

/** Downloads the package of an offer with all that it needs, and makes a release of it, ready to be committed. */
export async function fetchRelease(
  { commands, binaries }: Context,
  root: AptRoot,
  offer: Offer,
  note: (progress: Progress) => void,
): Promise<Staged> {
  const { suite } = offer;
  const archives = await downloadOffer(root, offer, note);
  const unpacked = await createStaging(binaries, `${suite}-unpacked`);
  try {
    const tree = await unpack(commands, archives, unpacked);
    return await stageRelease(commands, tree, await createStaging(binaries, suite), offer);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

async function downloadOffer(
  root: AptRoot,
  offer: Offer,
  note: (progress: Progress) => void,
): Promise<string[]> {
  const { suite, packageVersion } = offer;
  const wanted = [`${PACKAGE}=${packageVersion}`];
  const files = await closure(root, suite, wanted);
  const missing = missingFiles(root, files);
  const bytes = missing.reduce((sum, one) => sum + one.bytes, 0);
  note({ kind: 'fetching', offer, packages: missing.length, bytes });
  const archives = await download(root, suite, wanted, files);
  note({ kind: 'fetched', offer, bytes });
  return archives;
}
