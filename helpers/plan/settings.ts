import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { READER_CHOICES, type ReaderChoice } from '../pipeline/reader.ts';
import { SAFETIES, type Safety } from '../pipeline/safety.ts';
import { UsageError } from '../text/usage-error.ts';
import { type Minimum, parseMinimum } from './minimum.ts';

/** The environment variables that a run reads (README, "Settings"). */
export const VARIABLES = [
  'PARITY_BINARY',
  'INSTAR_BINARY_PATH',
  'PARITY_DIALECT',
  'PARITY_VERSIONS',
  'PARITY_READER',
  'PARITY_SAFETY',
  'PARITY_REQUIRE_CANDIDATE',
  'PARITY_MIN_JUDGED',
  'PARITY_STEP_TIMEOUT',
  'PARITY_SCRATCH',
  'PARITY_REPORT',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
] as const;
export type Variable = (typeof VARIABLES)[number];

/** Variables as they were written; those that were left out or empty are not there. */
export type Given = { readonly [name in Variable]?: string };

/** What a run is asked to do, read once from the environment (names: README, "Settings"). */
export interface Settings {
  /** folder of vitest.config.ts */
  readonly root: string;
  /** folder that holds `<arch>/<version>/qemu-img` */
  readonly binaries: string;
  readonly expectedOutputs: string;
  readonly fixtures: string;
  /** folder of the review pages; undefined where the baselines are not the project's own */
  readonly snapshots: string | undefined;
  readonly report: string;
  /** the dialect that was named, if one was */
  readonly dialect: string | undefined;
  /** the candidate that was named, if one was */
  readonly binary: string | undefined;
  /** PARITY_VERSIONS as written */
  readonly versions: string | undefined;
  readonly reader: ReaderChoice;
  /** of the image fixtures that are read */
  readonly safeties: readonly Safety[];
  /** folder in which a run makes its scratch directory */
  readonly scratch: string;
  /** milliseconds that one step of a case may take */
  readonly timeLimit: number;
  /** whether a self-check is an error */
  readonly requireCandidate: boolean;
  /** of the cells that the run is to play, how many must have been judged at least */
  readonly minimum: Minimum | undefined;
  /** what of all this was said, for commands that do the same again */
  readonly given: Given;
}

const SCRATCH_ROOM = 1024 ** 3;

/** @throws UsageError for a value that means nothing */
export function readSettings(folderOfConfig: string, env: NodeJS.ProcessEnv = process.env): Settings {
  const root = resolve(folderOfConfig);
  const given = givenIn(env);
  const requireCandidate = notEmpty(env, 'PARITY_REQUIRE_CANDIDATE', 'say 0 or 1');
  const minimum = notEmpty(env, 'PARITY_MIN_JUDGED', 'say how many');
  const testdata = given.INSTAR_TESTDATA_PATH;
  const folder = (name: string, path: string | undefined) =>
    resolve(root, path ?? (testdata ? join(testdata, name) : name));
  const expectedOutputs = folder('expected-outputs', given.EXPECTED_OUTPUTS);
  return {
    root,
    binaries: folder('qemu-img-binaries', given.QEMU_IMG_BINARIES),
    expectedOutputs,
    fixtures: join(root, 'fixtures'),
    snapshots: dirname(expectedOutputs) === root ? join(root, '__snapshots__') : undefined,
    report: resolve(root, given.PARITY_REPORT ?? 'parity-report'),
    dialect: given.PARITY_DIALECT,
    binary: binaryOf(env),
    versions: given.PARITY_VERSIONS,
    reader: oneOf('PARITY_READER', given.PARITY_READER ?? 'both', READER_CHOICES),
    safeties: (given.PARITY_SAFETY ?? 'safe')
      .split(',')
      .map((safety) => oneOf('PARITY_SAFETY', safety.trim(), SAFETIES)),
    scratch: given.PARITY_SCRATCH ? writableFolder(resolve(root, given.PARITY_SCRATCH)) : roomiestScratch(),
    timeLimit: seconds(given.PARITY_STEP_TIMEOUT ?? '60') * 1000,
    requireCandidate: oneOf('PARITY_REQUIRE_CANDIDATE', requireCandidate ?? '0', ['0', '1']) === '1',
    minimum: minimum === undefined ? undefined : parseMinimum('PARITY_MIN_JUDGED', minimum),
    given,
  };
}

function givenIn(env: NodeJS.ProcessEnv): Given {
  return Object.fromEntries(VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** The candidate that was named. To take an empty name for none would judge somebody else. */
function binaryOf(env: NodeJS.ProcessEnv): string | undefined {
  const name = env.PARITY_BINARY === undefined ? 'INSTAR_BINARY_PATH' : 'PARITY_BINARY';
  return notEmpty(env, name, 'name a program');
}

/**
 * A variable where empty is not as good as unset: it is what is left of something that a script did not find, and to
 * take it for nothing would turn off what was asked for.
 *
 * @param instead what to set it to
 */
function notEmpty(env: NodeJS.ProcessEnv, name: Variable, instead: string): string | undefined {
  if (env[name] === '') throw new UsageError(`${name}: is set but empty; ${instead}, or unset it`);
  return env[name];
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const hit = known.find((candidate) => candidate === value);
  if (hit === undefined) throw new UsageError(`${name}: "${value}" is not one of ${known.join(', ')}`);
  return hit;
}

function seconds(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) {
    throw new UsageError(`PARITY_STEP_TIMEOUT: "${text}" is not a number of seconds between 0 and 3600`);
  }
  return value;
}

function writableFolder(path: string): string {
  if (!existsSync(path) || !statSync(path).isDirectory() || !isWritable(path)) {
    throw new UsageError(`PARITY_SCRATCH: ${path} is not a folder that can be written to`);
  }
  return path;
}

/** A tmpfs spares the flush that each `create` waits for on a disk (measured: 12.8 s instead of 22.6 s). */
function roomiestScratch(): string {
  const memory = '/dev/shm';
  if (!existsSync(memory) || !isWritable(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= SCRATCH_ROOM ? memory : tmpdir();
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
