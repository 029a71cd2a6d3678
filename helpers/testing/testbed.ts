import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { foldersIn } from '../files/read.ts';
import { hostArch } from '../references/host-arch.ts';
import type { Reference } from '../references/reference.ts';
import type { Testbed } from './run-vitest.ts';
import { place, temporaryFolder } from './temporary.ts';
import { endHosts } from './vitest-host.ts';

/** A testbed for runs of the fixture project, with its parts by name. */
export interface MadeTestbed extends Testbed {
  readonly binaries: string;
  readonly scratch: string;
  readonly expectedOutputs: string;
  /** `expected-outputs/tiny-info-json` */
  readonly tiny: string;
}

/** Makes an empty testbed in which just the given releases are installed, as links to where they really are. */
export function makeTestbed(releases: readonly (Reference | undefined)[]): MadeTestbed {
  const root = temporaryFolder();
  const binaries = join(root, 'binaries');
  const scratch = join(root, 'scratch');
  mkdirSync(join(binaries, hostArch()), { recursive: true });
  mkdirSync(scratch);
  for (const release of releases) install({ binaries }, release);
  const expectedOutputs = join(root, 'expected-outputs');
  return {
    root,
    binaries,
    scratch,
    expectedOutputs,
    tiny: join(expectedOutputs, 'tiny-info-json'),
    env: { QEMU_IMG_BINARIES: binaries, PARITY_SCRATCH: scratch },
  };
}

/** Installs one more release in a testbed. */
export function install({ binaries }: Pick<MadeTestbed, 'binaries'>, release: Reference | undefined): void {
  if (release) symlinkSync(release.folder, join(binaries, hostArch(), release.version));
}

/**
 * Gives a testbed a dialect module of its own, in place of those of helpers/dialects/.
 *
 * @returns the file
 */
export function placeDialect({ root }: MadeTestbed, name: string, text: string): string {
  return place(join(root, 'dialects', `${name}.ts`), text);
}

/**
 * What runs have left in a scratch folder when their processes have ended, but for the files of failed cells, which are
 * kept on purpose.
 */
export async function leftInScratch({ scratch }: Pick<MadeTestbed, 'scratch'>): Promise<string[]> {
  await endHosts();
  return foldersIn(scratch).flatMap((user) => {
    const names = foldersIn(join(scratch, user)).filter((name) => !name.startsWith('kept-'));
    return names.map((name) => join(user, name));
  });
}
