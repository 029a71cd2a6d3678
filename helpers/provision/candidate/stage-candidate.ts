import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Commands, lastError } from '../../process/commands.ts';
import { type SourceRecord, writeSource } from '../../references/source-record.ts';
import { writeLauncher } from '../launcher.ts';
import type { Offer } from '../plan.ts';
import { prune } from '../prune.ts';
import type { Staged } from '../stage-release.ts';
import type { Fetchable } from './candidates.ts';
import type { Unpacked } from './needed-packages.ts';

/**
 * Puts a candidate together as a release is: a launcher, the program with what it needs in `root/`, and a record of where
 * it comes from.
 *
 * @throws Error with one line where the program does not start
 */
export async function stageCandidate(
  commands: Commands,
  { tree, program }: Unpacked,
  { name, trial }: Fetchable,
  directory: string,
  offer: Offer,
): Promise<Staged> {
  await mkdir(directory, { recursive: true });
  const [launch] = await prune(commands, tree, [program], directory);
  if (!launch) throw new Error(`${name} has nothing to be launched by`);
  // A program that asks the kernel for its own name (/proc/self/exe) hears that of the loader, and says it in errors.
  const loader = join('root/loader', name);
  await mkdir(join(directory, dirname(loader)));
  await rename(join(directory, launch.loader), join(directory, loader));
  const launcher = join(directory, name);
  await writeLauncher(launcher, { ...launch, loader });
  const source: SourceRecord = {
    suite: offer.suite,
    ...(offer.archive === undefined ? {} : { archive: offer.archive }),
    package: offer.package,
    package_version: offer.packageVersion,
    program: launch.program,
  };
  writeSource(directory, source);
  const result = await commands.run([launcher, ...trial]);
  if (result.code !== 0) throw new Error(`${name} ${trial.join(' ')} fails: ${lastError(result)}`);
  return { directory, release: name, source };
}
