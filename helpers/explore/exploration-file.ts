import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeAtomically } from '../files/atomic.ts';
import { ensureFolder } from '../files/ensure-folder.ts';
import { errorLine } from '../text/error-line.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Finding } from './finding.ts';

/** Name of the file, in the folder of the report. */
export const EXPLORATION = 'explore.json';

/** What explore.json holds: enough to generate all of it again, and to play what was found without. */
export interface Exploration {
  readonly schema: 1;
  readonly candidate: { readonly dialect: string; readonly path: string; readonly version: string | null };
  /** release of the reference */
  readonly reference: string;
  readonly seed: number;
  /** that were explored */
  readonly commands: readonly string[];
  /** `runs`: all that were asked for; `minutes`: the time was over; `interrupted`: somebody has ended it */
  readonly ended: 'runs' | 'minutes' | 'interrupted';
  /** pipelines that were judged */
  readonly pipelines: number;
  /** of these, in which something was wrong */
  readonly failing: number;
  /** why nothing could be said of others, and how often */
  readonly not_judged: Readonly<Record<string, number>>;
  readonly findings: readonly (Finding & {
    /** as an entry of a case table, where one can say it */
    readonly entry: string | null;
    /** shell commands */
    readonly reproduce: readonly string[];
  })[];
}

/** Puts it into place as a whole. @returns its path @throws UsageError where it cannot be written */
export function writeExploration(folder: string, exploration: Exploration): string {
  const path = join(folder, EXPLORATION);
  try {
    ensureFolder(folder);
    writeAtomically(path, `${JSON.stringify(exploration, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(`${path}: cannot be written: ${errorLine(error)}`);
  }
  return path;
}

/** @throws UsageError with what is wrong with it */
export function readExploration(folder: string): Exploration {
  const path = join(folder, EXPLORATION);
  let read: Partial<Exploration> | null;
  try {
    read = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new UsageError(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `${path}: is not there; npm run explore writes it`
        : `${path}: cannot be read: ${errorLine(error)}`,
    );
  }
  if (read?.schema !== 1 || !Array.isArray(read.findings))
    throw new UsageError(`${path}: is no exploration of schema 1; npm run explore writes one`);
  return read as Exploration;
}
