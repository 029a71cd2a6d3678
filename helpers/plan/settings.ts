import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { READER_CHOICES, type ReaderChoice } from '../pipeline/reader.ts';
import { SAFETIES, type Safety } from '../pipeline/safety.ts';
import { UsageError } from '../text/usage-error.ts';

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
}

const SCRATCH_ROOM = 1024 ** 3;

/** @throws UsageError for a value that means nothing */
export function readSettings(folderOfConfig: string, env: NodeJS.ProcessEnv = process.env): Settings {
  const root = resolve(folderOfConfig);
  const testdata = env.INSTAR_TESTDATA_PATH || undefined;
  const folder = (name: string, given: string | undefined) =>
    resolve(root, given || (testdata ? join(testdata, name) : name));
  const expectedOutputs = folder('expected-outputs', env.EXPECTED_OUTPUTS);
  return {
    root,
    binaries: folder('qemu-img-binaries', env.QEMU_IMG_BINARIES),
    expectedOutputs,
    fixtures: join(root, 'fixtures'),
    snapshots: dirname(expectedOutputs) === root ? join(root, '__snapshots__') : undefined,
    report: resolve(root, env.PARITY_REPORT || 'parity-report'),
    dialect: env.PARITY_DIALECT || undefined,
    binary: env.PARITY_BINARY || env.INSTAR_BINARY_PATH || undefined,
    versions: env.PARITY_VERSIONS || undefined,
    reader: oneOf('PARITY_READER', env.PARITY_READER || 'both', READER_CHOICES),
    safeties: (env.PARITY_SAFETY || 'safe')
      .split(',')
      .map((safety) => oneOf('PARITY_SAFETY', safety.trim(), SAFETIES)),
    scratch: env.PARITY_SCRATCH ? writableFolder(resolve(root, env.PARITY_SCRATCH)) : roomiestScratch(),
    timeLimit: seconds(env.PARITY_STEP_TIMEOUT || '60') * 1000,
  };
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
