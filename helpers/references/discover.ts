import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeEnding } from '../process/describe-ending.ts';
import { type Ending, run } from '../process/run.ts';
import { compareVersions, isVersion } from '../versions/order.ts';
import { askLacks } from './ask-features.ts';
import { parseBanner } from './banner.ts';
import { hostArch } from './host-arch.ts';
import type { Reference } from './reference.ts';
import { isProgram, type ReleaseFolder, releaseFolders } from './release-folders.ts';

export interface Discovery {
  /** in version order */
  readonly references: Reference[];
  /** one line for each folder that is not what it seems */
  readonly problems: string[];
}

/** `--version` of a program that is no qemu-img may do anything; it gets this long, milliseconds. */
const VERSION_LIMIT = 10_000;

/**
 * Finds the references under `<folder>/<arch>/` by running each with `--version`. A folder that disagrees with its
 * program, a program that does not run and a missing qemu-io are each told in one line; the rest goes on.
 *
 * @param scratch folder in which programs may show what they can do
 */
export async function discoverReferences(
  folder: string,
  { arch = hostArch(), scratch = tmpdir() } = {},
): Promise<Discovery> {
  const found = await Promise.all(
    releaseFolders(join(folder, arch)).map((one) => inspect(one, arch, scratch)),
  );
  return {
    references: found
      .flatMap(({ reference }) => reference ?? [])
      .sort((a, b) => compareVersions(a.version, b.version)),
    problems: found.flatMap(({ problem }) => problem ?? []),
  };
}

async function inspect(
  { name, path: folder, program, io }: ReleaseFolder,
  arch: string,
  scratch: string,
): Promise<{ reference?: Reference; problem?: string }> {
  if (!isVersion(name))
    return { problem: `${folder}: not named after a release (major.minor.patch); ignored` };
  if (!existsSync(program)) return { problem: `${folder}: has no qemu-img; ignored` };
  const banner = await askVersion(program);
  if ('problem' in banner) return { problem: `${program}: ${banner.problem}; ignored` };
  if (banner.version !== name) {
    return { problem: `${folder}: its qemu-img says ${banner.version} ("${banner.line}"); ignored` };
  }
  const [ioProblem, lacks] = await Promise.all([
    existsSync(io) ? askVersion(io) : { problem: 'is missing' },
    askLacks(program, scratch),
  ]);
  const reference = { version: name, arch, banner: banner.line, folder, program, lacks };
  return 'problem' in ioProblem
    ? {
        reference: { ...reference, io: undefined },
        problem: `${io}: ${ioProblem.problem}; cases that write guest data are skipped for ${name}`,
      }
    : { reference: { ...reference, io } };
}

/**
 * Runs a program with `--version` and reads the release from its banner.
 *
 * @returns where it names none, why, and how it ended if it was started at all
 */
export async function askVersion(
  program: string,
): Promise<{ version: string; line: string } | { problem: string; ending?: Ending }> {
  if (!isProgram(program)) return { problem: 'is not executable' };
  const { ending, stdout, stderr } = await run({
    program,
    args: ['--version'],
    cwd: '/',
    timeLimit: VERSION_LIMIT,
  });
  if (ending.kind !== 'exited' || ending.code !== 0) {
    const said = stderr.trim().split('\n', 1)[0];
    return { problem: `with --version it ${describeEnding(ending)}${said ? ` ("${said}")` : ''}`, ending };
  }
  return (
    parseBanner(stdout) ?? { problem: `its --version names no release: "${stdout.trim().slice(0, 80)}"` }
  );
}
