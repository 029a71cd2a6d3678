import { join } from 'node:path';
import { type AptRoot, createAptRoot } from './apt-root.ts';
import { entriesOf } from './apt-sources.ts';
import type { Context } from './context.ts';
import type { ImageArchive } from './supply.ts';
import { inTime } from './time-limit.ts';

/** Where sample images are taken from. */
export interface ImageSource {
  readonly suite: string;
  /** root with `deb-src` lines of that suite */
  readonly sources: AptRoot;
  /** root with its binary packages, for unpacking tools that the host lacks */
  readonly binaries: AptRoot;
  /** a directory of this process for what is temporary */
  readonly staging: string;
}

export async function openImageSource(
  context: Context,
  { suite, archives }: ImageArchive,
): Promise<ImageSource> {
  const commands = inTime(context);
  const staging = await context.stagings.create(context.binaries, 'images');
  const entries = entriesOf(archives, [suite]);
  return {
    suite,
    staging,
    sources: await createAptRoot(commands, join(staging, 'apt'), entries, 'deb-src'),
    binaries: await createAptRoot(commands, join(staging, 'tools-apt'), entries),
  };
}
