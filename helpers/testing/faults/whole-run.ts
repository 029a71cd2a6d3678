import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { inject } from 'vitest';
import { readIfThere } from '../../files/read.ts';
import { type Ending, run } from '../../process/run.ts';
import type { Report } from '../../reporting/report.ts';
import { fromBundle, VITEST } from '../run-vitest.ts';
import { ROOT } from './proving-ground.ts';

/** A run that does not end by itself has failed. */
const LIMIT = 100_000;

export interface WholeRun {
  readonly ending: Ending;
  readonly text: string;
  readonly report: Report;
}

/**
 * Runs Vitest on the project's own suites with a candidate of qemu-img's dialect, as a user would.
 *
 * @param folder where the run finds room for its report and its scratch directory
 */
export async function runWhole(
  folder: string,
  candidate: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<WholeRun> {
  const [report, scratch] = ['report', 'scratch'].map((name) => join(folder, name));
  for (const path of [report, scratch]) mkdirSync(path ?? '', { recursive: true });
  const sharing = [
    ...fromBundle(inject('ownConfig'), ROOT),
    '--experimental.fsModuleCache',
    `--experimental.fsModuleCachePath=${inject('moduleCache')}`,
  ];
  const { ending, stdout, stderr } = await run({
    program: process.execPath,
    args: [VITEST, 'run', '--project', 'parity', ...sharing, ...args],
    cwd: ROOT,
    timeLimit: LIMIT,
    env: {
      PARITY_BINARY: candidate,
      PARITY_DIALECT: 'qemu-img',
      PARITY_REPORT: report ?? '',
      PARITY_SCRATCH: scratch ?? '',
      ...env,
    },
  });
  const text = stripVTControlCharacters(`${stdout}\n${stderr}`);
  const written = readIfThere(join(report ?? '', 'parity.json'));
  if (written === undefined) throw new Error(`no parity.json was written:\n${text}`);
  return { ending, text, report: JSON.parse(written) as WholeRun['report'] };
}
