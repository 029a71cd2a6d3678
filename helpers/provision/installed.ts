import type { Commands } from '../process/commands.ts';
import {
  isProgram,
  type ReleaseFolder,
  releaseFolder,
  releaseFolders,
} from '../references/release-folders.ts';
import { readSource, type SourceRecord } from '../references/source-record.ts';

/** A release that is there. */
export interface Installed {
  /** name of its folder */
  readonly release: string;
  readonly program: string;
  /** absent where somebody dropped the program in */
  readonly source?: SourceRecord;
}

/** A release that is there, with the banner of its program where nobody recorded its package. */
export interface Present {
  readonly release: string;
  readonly source?: SourceRecord;
  readonly banner?: string;
}

/** The releases in `<binaries>/<arch>`: every folder with an executable qemu-img. */
export function listInstalled(archFolder: string): Installed[] {
  return releaseFolders(archFolder).flatMap((folder) => installedIn(folder) ?? []);
}

/** One release, or undefined where there is none of this name. */
export function readInstalled(archFolder: string, release: string): Installed | undefined {
  return installedIn(releaseFolder(archFolder, release));
}

function installedIn({ name: release, path, program }: ReleaseFolder): Installed | undefined {
  if (!isProgram(program)) return undefined;
  const source = readSource(path);
  return source ? { release, program, source } : { release, program };
}

/** What is installed, with the banners of what was dropped in. */
export async function findPresent(commands: Commands, archFolder: string): Promise<Present[]> {
  return Promise.all(
    listInstalled(archFolder).map(async ({ release, program, source }) => {
      if (source) return { release, source };
      const answer = await commands.run([program, '--version']).catch(() => undefined);
      return { release, banner: answer?.stdout.split('\n')[0] ?? '' };
    }),
  );
}
