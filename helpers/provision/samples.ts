import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { update } from './apt-indexes.ts';
import { parseUris } from './apt-packages.ts';
import type { AptRoot } from './apt-root.ts';
import type { ImageSource } from './image-source.ts';
import { unpackingTool } from './unpacking-tool.ts';

/** The upstream tarball of qemu, as a suite has it. */
export interface Tarball {
  readonly file: string;
  readonly bytes: number;
}

/** qemu's own tests keep sample images that other products have made (Hyper-V, Virtual PC, Disk2vhd and VMware). */
const SAMPLES = '*/tests/qemu-iotests/sample_images/*.bz2';

/** --tar-only is the upstream tarball without the packaging; apt checks it against the signed index. */
function sourceCommand({ config }: AptRoot, ...more: string[]): string[] {
  return ['apt-get', ...config, '-qq', '--download-only', '--tar-only', ...more, 'source', 'qemu'];
}

/** Finds the tarball in the archive. @throws Error where the suite has none */
export async function findTarball({ suite, sources }: ImageSource): Promise<Tarball> {
  const { answered, refused } = await update(sources, [suite]);
  if (answered.length === 0) throw new Error(`no source packages of ${suite}: ${refused.get(suite)}`);
  const [tarball] = parseUris(await sources.commands.mustRun(sourceCommand(sources, '--print-uris')));
  if (!tarball) throw new Error(`${suite} has no source package of qemu`);
  return tarball;
}

/** Downloads the tarball and unpacks the sample images in it. @returns the packed images, `<name>.bz2`, as paths by name */
export async function downloadSamples(from: ImageSource, tarball: Tarball): Promise<Map<string, string>> {
  const { sources, staging } = from;
  await sources.commands.mustRun(sourceCommand(sources), staging);
  const xz = await unpackingTool('xz', from);
  const pick = ['--wildcards', '--strip-components=4', SAMPLES];
  await sources.commands.mustRun(['tar', '-x', '-f', tarball.file, '-I', xz, ...pick], staging);
  return new Map((await readdir(staging)).map((name) => [name, join(staging, name)]));
}
