import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { lockFolder } from '../../process/lock.ts';
import { run } from '../../process/run.ts';
import { hostArch } from '../../references/host-arch.ts';
import type { Reference } from '../../references/reference.ts';
import { makeRepository, type Repository } from '../repository.ts';
import { REPOSITORY, VITEST } from '../run-vitest.ts';
import { copyProject } from '../small-copy.ts';

/** Generous: recording one suite takes seconds. */
const LIMIT = 240_000;

/** Generous: of a hook that makes a repository, and of a test that plays a workflow in it. */
export const PLAY_LIMIT = 900_000;

/** What the repository has baselines of. */
export const SUITE = 'commit';

/**
 * Makes a repository of this project as it stands here, with the baselines of one suite and release, and all that is
 * derived from them. The first test file that asks makes it, others of the same run copy that.
 *
 * @throws Error where they cannot be recorded
 */
export async function makeHarness(path: string, release: Reference): Promise<Repository> {
  const folder = inject('recordings');
  const shared = join(folder, `harness-${release.version}`);
  mkdirSync(folder, { recursive: true });
  const lock = await lockFolder(folder, { patience: LIMIT / 1000 });
  try {
    if (!existsSync(shared)) await recordInto(shared, release);
  } finally {
    await lock?.release();
  }
  cpSync(shared, path, { recursive: true });
  return makeRepository(path);
}

async function recordInto(shared: string, release: Reference): Promise<void> {
  const path = mkdtempSync(`${shared}-`);
  await copyProject(path, { releases: [release.version], suites: new Set([SUITE]) });
  const links = installInto(path, release);
  symlinkSync(join(REPOSITORY, 'node_modules'), join(path, 'node_modules'));
  const { ending, stdout, stderr } = await run({
    program: process.execPath,
    args: [VITEST, 'run', '-u', `suites/${SUITE}`, 'suites/tree'],
    cwd: path,
    env: { NO_COLOR: '1', PARITY_SAFETY: 'safe,malformed,malicious' },
    timeLimit: LIMIT,
  });
  if (ending.kind !== 'exited' || ending.code !== 0) throw new Error(`not recorded: ${stdout}\n${stderr}`);
  for (const link of [...links, 'node_modules']) rmSync(join(path, link), { recursive: true });
  const repository = makeRepository(path);
  repository.commit({});
  // One file instead of thousands, as it is copied and cloned again and again.
  repository.git('repack', '-adq');
  renameSync(path, shared);
}

/**
 * Links a release and the images that were fetched to where a checkout has them, or a cache of one.
 *
 * @returns what was made, below the checkout
 */
export function installInto(checkout: string, release: Reference): string[] {
  const binaries = join('qemu-img-binaries', hostArch());
  mkdirSync(join(checkout, binaries), { recursive: true });
  symlinkSync(release.folder, join(checkout, binaries, release.version));
  const images = join('fixtures', 'fetched');
  mkdirSync(join(checkout, 'fixtures'), { recursive: true });
  symlinkSync(join(REPOSITORY, images), join(checkout, images));
  return [binaries, images];
}
