import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { dialectNames } from '../dialects/finding/load-dialect.ts';
import { askVersion } from '../references/discover.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Candidate } from './plan.ts';
import type { Settings } from './settings.ts';

/** Where the candidate of a dialect is usually built, relative to the project. */
const USUAL_PLACE: Readonly<Record<string, string>> = {
  instar: '../instar/src/target/release/instar',
};

/**
 * Decides who is judged: the binary that was named, else the dialect's program at its usual place or on PATH, else
 * nobody, which makes the run a self-check of the baselines.
 *
 * @param dialects folder of the dialect modules
 * @throws UsageError for a dialect that there is not, and for a named binary that cannot be run
 */
export async function selectCandidate(settings: Settings, dialects: string): Promise<Candidate> {
  const known = dialectNames(dialects);
  if (!known.includes(settings.dialect)) {
    throw new UsageError(
      `PARITY_DIALECT: there is no dialect "${settings.dialect}"; there are: ${known.join(', ')}`,
    );
  }
  const path = settings.binary
    ? namedBinary(resolve(settings.root, settings.binary))
    : findBinary(settings.root, settings.dialect);
  if (path === undefined) {
    return { dialect: 'qemu-img', path: undefined, version: undefined, selfCheck: true };
  }
  const banner = await askVersion(path);
  const version = 'version' in banner ? banner.version : undefined;
  return { dialect: settings.dialect, path, version, selfCheck: false };
}

function namedBinary(path: string): string {
  const wrong = whatIsWrong(path);
  if (wrong) throw new UsageError(`PARITY_BINARY: ${path} ${wrong}`);
  return path;
}

function findBinary(root: string, dialect: string): string | undefined {
  const usual = USUAL_PLACE[dialect];
  const places = [
    ...(usual ? [resolve(root, usual)] : []),
    ...(process.env.PATH ?? '').split(delimiter).flatMap((folder) => (folder ? join(folder, dialect) : [])),
  ];
  return places.find((place) => whatIsWrong(place) === undefined);
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
