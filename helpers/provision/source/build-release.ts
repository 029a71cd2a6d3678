import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Committed, commitRelease } from '../commit-release.ts';
import type { Context } from '../context.ts';
import { compareDebian } from '../debian-version.ts';
import { stagePrograms } from '../stage-release.ts';
import { compile } from './compile.ts';
import { fitForTools } from './fit-for-tools.ts';
import { hostTree } from './host-tree.ts';
import type { Job } from './jobs.ts';
import type { Toolchain } from './toolchain.ts';

/** Where the source of a job is staged; the folder around it is for all that is made of it. */
export async function sourceFolder(context: Context, { release }: Job): Promise<string> {
  return join(await workFolder(context, release), 'source');
}

function workFolder({ stagings, binaries }: Context, release: string): Promise<string> {
  return stagings.create(binaries, `build-${release}`);
}

/**
 * Builds one release and installs it. Whatever comes of it, nothing is left but the release, or the log of a build that
 * failed, in the folder of all releases.
 *
 * @param step hears how far it has come
 * @throws Error with the reason, in one line
 */
export async function buildRelease(
  context: Context,
  job: Job,
  toolchain: Toolchain,
  force: boolean,
  step: (text: string) => void,
): Promise<Committed> {
  const { commands, stagings, binaries } = context;
  const { release, packageVersion } = job;
  const work = await workFolder(context, release);
  const kept = join(binaries, `build-${release}.log`);
  try {
    step('unpack');
    const source = await sourceFolder(context, job);
    await job.prepare(source);
    await fitForTools(source);
    const log = { now: join(work, 'log'), kept };
    const programs = await compile(commands, { source, target: join(work, 'build'), toolchain, log }, step);
    await commands.mustRun(['strip', ...programs]);
    const tree = await hostTree(commands, programs[0] ?? '');
    const directory = await stagings.create(binaries, release);
    const from = { suite: 'source', package: 'qemu', package_version: packageVersion };
    const staged = await stagePrograms(commands, tree, programs, directory, from);
    rmSync(kept, { force: true });
    return await commitRelease(context, staged, compareDebian, force);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
