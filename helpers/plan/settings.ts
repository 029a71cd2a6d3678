import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { READER_CHOICES, type ReaderChoice } from '../pipeline/reader.ts';
import { SAFETIES, type Safety } from '../pipeline/safety.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';
import { parseAmount } from './amount.ts';
import { type Minimum, parseMinimum } from './minimum.ts';

/** The environment variables that a run reads (docs/settings.md). */
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
  'PARITY_TIME_LIMIT',
  'PARITY_FILE_LIMIT',
  'PARITY_SCRATCH',
  'PARITY_REPORT',
  'PARITY_BASE',
  'QEMU_IMG_BINARIES',
  'EXPECTED_OUTPUTS',
  'INSTAR_TESTDATA_PATH',
] as const;
export type Variable = (typeof VARIABLES)[number];

/** Variables as they were written; those that were left out or empty are not there. */
export type Given = { readonly [name in Variable]?: string };

/** What a run is asked to do, read once from the environment (names: docs/settings.md). */
export interface Settings {
  /** folder of vitest.config.ts */
  readonly root: string;
  /** folder that holds `<arch>/<version>/qemu-img` */
  readonly binaries: string;
  readonly expectedOutputs: string;
  readonly fixtures: string;
  /** folder of the review pages; undefined where the baselines are not the project's own */
  readonly snapshots: string | undefined;
  /** folder of the report */
  readonly report: string;
  /** an older parity.json that the run is held against, if one was named */
  readonly base: string | undefined;
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
  /** bytes that a file may be long which a step writes, holes included */
  readonly fileLimit: number;
  /** milliseconds that one step of a case may take */
  readonly timeLimit: number;
  /** milliseconds that a run may take; undefined: as long as it takes */
  readonly runLimit: number | undefined;
  /** whether a self-check is an error */
  readonly requireCandidate: boolean;
  /** of the cells that the run is to play, how many must have been judged at least */
  readonly minimum: Minimum | undefined;
  /** what of all this was said, for commands that do the same again */
  readonly given: Given;
}

/** Name of the report in its folder. */
export const REPORT = 'parity.json';
/** Name of the page of a run, beside it. */
export const PAGE = 'index.html';

/** Beside it, what badge services read. */
export const BADGE = 'badge.json';
/** Beside it, a line for scripts. */
export const SUMMARY = 'summary.txt';

const SCRATCH_ROOM = 1024 ** 3;

/** What a step may take, seconds: a timer counts milliseconds, and more than an hour is no limit. */
const STEP_LIMIT = { unit: 'seconds', least: 0.001, most: 3600 } as const;
/** How long a file may become, GiB: the longest of any case has one, and no file system more than the most. */
const FILE_LIMIT = { unit: 'GiB', least: 1, most: 2 ** 22 } as const;
const FILE_DEFAULT = '8';

/** What a run may take, minutes: it takes a second to begin, and more than a week is no limit. */
const RUN_LIMIT = { unit: 'minutes', least: 0.01, most: 10_080 } as const;

/**
 * Reads the settings. Whether the places that they name can be used is for `checkPlaces`.
 *
 * @throws UsageError for a value that means nothing
 */
export function readSettings(folderOfConfig: string, env: NodeJS.ProcessEnv = process.env): Settings {
  const root = resolve(folderOfConfig);
  const given = givenIn(env);
  const requireCandidate = notEmpty(env, 'PARITY_REQUIRE_CANDIDATE', 'say 0 or 1');
  const minimum = notEmpty(env, 'PARITY_MIN_JUDGED', 'say how many');
  const runLimit = notEmpty(env, 'PARITY_TIME_LIMIT', 'say how many minutes');
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
    // Empty is none: what was not found is then held against the releases alone, which is stricter.
    base: given.PARITY_BASE === undefined ? undefined : resolve(root, given.PARITY_BASE),
    dialect: given.PARITY_DIALECT,
    binary: binaryOf(env),
    versions: given.PARITY_VERSIONS,
    reader: oneOf('PARITY_READER', given.PARITY_READER ?? 'both', READER_CHOICES),
    safeties: safetiesOf(given.PARITY_SAFETY ?? 'safe'),
    scratch: given.PARITY_SCRATCH ? resolve(root, given.PARITY_SCRATCH) : roomiestScratch(),
    timeLimit: parseAmount('PARITY_STEP_TIMEOUT', given.PARITY_STEP_TIMEOUT ?? '60', STEP_LIMIT) * 1000,
    fileLimit:
      parseAmount('PARITY_FILE_LIMIT', given.PARITY_FILE_LIMIT ?? FILE_DEFAULT, FILE_LIMIT) * 1024 ** 3,
    runLimit:
      runLimit === undefined ? undefined : parseAmount('PARITY_TIME_LIMIT', runLimit, RUN_LIMIT) * 60_000,
    requireCandidate: oneOf('PARITY_REQUIRE_CANDIDATE', requireCandidate ?? '0', ['0', '1']) === '1',
    minimum: minimum === undefined ? undefined : parseMinimum('PARITY_MIN_JUDGED', minimum),
    given,
  };
}

/** @throws UsageError for a value that no line can tell: what a run prints is read line by line */
function givenIn(env: NodeJS.ProcessEnv): Given {
  const given = Object.fromEntries(VARIABLES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  for (const [name, value] of Object.entries(given)) {
    if (!/[\p{Cc}\uFFFD]/u.test(value)) continue;
    throw new UsageError(
      `${name}: ${quoted(value)} has a line break, another control character or no UTF-8 in it; leave that out`,
    );
  }
  return given;
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

/** Which images are played. That baselines of safe ones are there is audited whatever is asked for. */
function safetiesOf(text: string): Safety[] {
  return [...new Set(text.split(',').map((safety) => oneOf('PARITY_SAFETY', safety.trim(), SAFETIES)))];
}

function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const hit = known.find((candidate) => candidate === value);
  if (hit === undefined) throw new UsageError(`${name}: ${quoted(value)} is not one of ${known.join(', ')}`);
  return hit;
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
