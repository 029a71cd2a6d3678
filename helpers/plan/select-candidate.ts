import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Dialect } from '../pipeline/dialect.ts';
import { describeEnding } from '../process/describe-ending.ts';
import { candidateProgram } from '../references/candidate-place.ts';
import { askVersion } from '../references/discover.ts';
import { quoted } from '../text/quoted.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Candidate } from './plan.ts';
import type { Settings } from './settings.ts';

/** Who is judged where there is nobody to judge: in a self-check, and while recording. */
export const NOBODY: Candidate = {
  dialect: 'qemu-img',
  path: undefined,
  version: undefined,
  selfCheck: true,
};

/** The dialect of a run that names none. */
const DEFAULT_DIALECT = 'instar';

/** A program that is to be judged, and has not been asked anything yet. */
export interface Chosen {
  readonly dialect: string;
  readonly path: string;
  /** as of a `Candidate` */
  readonly companions: Readonly<Record<string, string>>;
}

/**
 * Decides who is judged: the binary that was named, else the dialect's program at its locations, where the provisioner
 * puts what it fetches, or on PATH. Where neither a dialect nor a binary was named and there is no such program, nobody is, which makes the run a self-check
 * of the baselines. Starts no program.
 *
 * @throws UsageError for a dialect that there is not, for a named binary that cannot be run, for a named dialect
 *   without a program, and for a self-check where a candidate is required
 */
export function chooseCandidate(settings: Settings, dialects: readonly Dialect[]): Chosen | undefined {
  const name = settings.dialect ?? DEFAULT_DIALECT;
  const dialect = dialects.find((known) => known.name === name);
  if (dialect === undefined) {
    const known = dialects.map((each) => each.name).join(', ');
    throw new UsageError(`PARITY_DIALECT: there is no dialect ${quoted(name)}; there are: ${known}`);
  }
  const path =
    settings.binary === undefined
      ? findBinary(settings, dialect)
      : namedBinary(resolve(settings.root, settings.binary));
  if (path !== undefined) return { dialect: name, path, companions: companionsOf(dialect, path) };
  const { dialect: named, requireCandidate } = settings;
  if (named !== undefined) throw new UsageError(nothingFound(`PARITY_DIALECT=${named}`, settings, dialect));
  if (requireCandidate) throw new UsageError(nothingFound('PARITY_REQUIRE_CANDIDATE=1', settings, dialect));
  return undefined;
}

/**
 * Asks a program that is to be judged for its version. It need not have any, nor know the option.
 *
 * @returns also what is odd about how it answered, in a line
 * @throws UsageError where it cannot be started, as in no cell then
 */
export async function askCandidate({
  dialect,
  path,
  companions,
}: Chosen): Promise<{ candidate: Candidate; odd: string[] }> {
  const banner = await askVersion(path);
  const version = 'version' in banner ? banner.version : undefined;
  const ending = 'version' in banner ? undefined : banner.ending;
  if (ending?.kind === 'not started')
    throw new UsageError(`PARITY_BINARY: ${path} ${describeEnding(ending)}`);
  const isOdd = ending !== undefined && ending.kind !== 'exited';
  return {
    candidate: {
      dialect,
      path,
      ...(Object.keys(companions).length > 0 && { companions }),
      version,
      selfCheck: false,
    },
    odd: isOdd ? [`${path}: with --version it ${describeEnding(ending)}`] : [],
  };
}

function namedBinary(path: string): string {
  const wrong = whatIsWrong(path);
  if (wrong) throw new UsageError(`PARITY_BINARY: ${path} ${wrong}`);
  return path;
}

function findBinary(settings: Settings, dialect: Dialect): string | undefined {
  return [...ownPlaces(settings, dialect), ...onPath(dialect.name)].find(isProgram);
}

/** The programs that a candidate consists of beside the one that is named: those that were found. */
function companionsOf({ companions = [] }: Dialect, program: string): Record<string, string> {
  const found = companions.map((name) => {
    const place = [join(dirname(program), name), ...onPath(name)].find(isProgram);
    return [name, place] as const;
  });
  return Object.fromEntries(found.flatMap(([name, place]) => (place === undefined ? [] : [[name, place]])));
}

function onPath(name: string): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name));
}

function isProgram(place: string): boolean {
  return whatIsWrong(place) === undefined;
}

/** Where the program of a dialect is looked for before PATH. */
function ownPlaces({ root, binaries }: Settings, dialect: Dialect): string[] {
  const locations = (dialect.locations ?? []).map((location) => resolve(root, location));
  return [...locations, candidateProgram(binaries, dialect.name)];
}

/** @param demand the setting by which there has to be a program */
function nothingFound(demand: string, settings: Settings, dialect: Dialect): string {
  const looked = [
    ...ownPlaces(settings, dialect).map((place) => `${place} ${whatIsWrong(place)}`),
    `no "${dialect.name}" is on PATH`,
  ];
  return `${demand}: there is no program to judge: ${looked.join(', ')}; name one with PARITY_BINARY=/path/to/it`;
}

function whatIsWrong(path: string): string | undefined {
  if (!existsSync(path)) return 'does not exist';
  if (!statSync(path).isFile()) return 'is not a file';
  try {
    accessSync(path, constants.X_OK);
    return undefined;
  } catch {
    return 'is not executable';
  }
}
