import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { tryFolder } from '../files/try-folder.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import { BADGE, PAGE, REPORT, type Settings, SUMMARY } from './settings.ts';

/** Files of a report. */
const WRITTEN = [REPORT, PAGE, BADGE, SUMMARY];

/** The project's folders beside those that are settings: what a run leaves there is a finding, or in git, or loaded. */
const OWN = ['suites', 'helpers', 'fixtures', 'docs', '__snapshots__', 'node_modules', '.git'];

/**
 * Tries whether the folders that the settings name can be used for what they are for, before anything is done. Leaves
 * nothing behind.
 *
 * @param recording makes the folder of the baselines, and writes no report
 * @throws UsageError for the first that cannot
 */
export function checkPlaces(settings: Settings, recording: boolean): void {
  const { root, given, binaries, expectedOutputs } = settings;
  const named: [string, string | undefined, string][] = [
    ['INSTAR_TESTDATA_PATH', given.INSTAR_TESTDATA_PATH, resolve(root, given.INSTAR_TESTDATA_PATH ?? '')],
    ['QEMU_IMG_BINARIES', given.QEMU_IMG_BINARIES, binaries],
    ['EXPECTED_OUTPUTS', given.EXPECTED_OUTPUTS, expectedOutputs],
  ];
  for (const [name, said, path] of named) {
    const isMade = recording && name === 'EXPECTED_OUTPUTS';
    const wrong = said === undefined ? undefined : whatIsWrong(path);
    if (wrong === undefined || (isMade && wrong === GONE)) continue;
    throw new UsageError(`${name}: ${path} ${wrong}; name a folder that is there, or unset it`);
  }
  checkScratch(settings);
  if (!recording || given.PARITY_REPORT !== undefined) checkReport(settings);
}

const GONE = 'does not exist';
const NO_FOLDER = 'is not a folder';

/** What keeps a path from being a folder that can be read; undefined where nothing does. */
function whatIsWrong(path: string): string | undefined {
  try {
    if (!statSync(path).isDirectory()) return NO_FOLDER;
    accessSync(path, constants.R_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    return isMissing(error) ? GONE : `cannot be read: ${errorLine(error)}`;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function checkScratch(settings: Settings): void {
  const { scratch } = settings;
  const wrong = whatIsWrong(scratch);
  if (wrong) throw new UsageError(`PARITY_SCRATCH: ${scratch} ${wrong}; name a folder that is there`);
  checkStranger('PARITY_SCRATCH', scratch, settings);
  try {
    tryFolder(scratch);
  } catch (error) {
    throw new UsageError(`PARITY_SCRATCH: ${scratch} cannot be written to: ${errorLine(error)}`);
  }
}

function checkReport(settings: Settings): void {
  const { report } = settings;
  checkStranger('PARITY_REPORT', report, settings);
  if (whatIsWrong(report) === NO_FOLDER)
    throw new UsageError(`PARITY_REPORT: ${report} ${NO_FOLDER}; name another`);
  try {
    tryFolder(report);
  } catch (error) {
    throw new UsageError(`PARITY_REPORT: ${report} cannot be written to: ${errorLine(error)}`);
  }
  for (const name of WRITTEN) {
    const old = statSync(join(report, name), { throwIfNoEntry: false });
    // A pipe there would be read for ever; a folder is replaced by no file.
    if (!old || old.isFile()) continue;
    throw new UsageError(`PARITY_REPORT: ${join(report, name)} is not a file; name another folder`);
  }
}

/** @throws UsageError for a folder that lies where nothing but the project's own files may */
function checkStranger(name: string, path: string, { root, binaries, expectedOutputs }: Settings): void {
  const own = [...OWN.map((folder) => join(root, folder)), binaries, expectedOutputs];
  const owner = own.find((folder) => isIn(realPath(path), realPath(folder)));
  if (owner !== undefined) {
    throw new UsageError(
      `${name}: ${path} lies in ${owner}, which is kept for other files; name another folder`,
    );
  }
}

function isIn(path: string, folder: string): boolean {
  const below = relative(folder, path);
  return !isAbsolute(below) && below.split('/')[0] !== '..';
}

/** A path without links, as far as it is there. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : join(realPath(dirname(path)), relative(dirname(path), path));
  }
}
