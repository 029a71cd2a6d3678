import { join } from 'node:path';
import { readIfThere } from '../files/read.ts';
import { REPORT } from '../plan/settings.ts';
import type { Commands } from '../process/commands.ts';
import { UsageError } from '../text/usage-error.ts';
import { type Measured, measure } from './measure.ts';
import type { Run } from './runs.ts';

/** What a run of the project has taken, and what for. */
export interface MeasuredRun extends Measured {
  /** cells that it has played */
  readonly cells: number;
}

/** @throws UsageError where the run fails, or is no self-check where it is to be one: then it has measured another thing */
export async function measureRun(
  commands: Commands,
  name: string,
  run: Run,
  folder: string,
): Promise<MeasuredRun> {
  const { measured, result } = await measure(commands, run, folder);
  if (result.code !== 0) {
    const said = result.stderr.trim() || result.stdout.trim();
    throw new UsageError(`${name} has failed: ${said.split('\n').at(-1) || `exit code ${result.code}`}`);
  }
  const report = readIfThere(join(run.report, REPORT));
  return {
    ...measured,
    cells: report === undefined ? recordedCells(result.stdout) : verifiedCells(report, run),
  };
}

/** From what a recording prints: it writes no report. */
function recordedCells(stdout: string): number {
  return Number(/^parity {2}recorded (\d+) cells?:/m.exec(stdout)?.[1] ?? Number.NaN);
}

function verifiedCells(text: string, { env = {} }: Run): number {
  const report = JSON.parse(text) as { expected_cells: number; candidate: { path: string | null } };
  const { path } = report.candidate;
  if (env.PARITY_BINARY === undefined && path !== null)
    throw new UsageError(`no self-check can be measured while ${path} is there: it is judged instead`);
  return report.expected_cells;
}
