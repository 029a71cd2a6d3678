import { join } from 'node:path';
import { readIfThere } from '../files/read.ts';
import { removeTree } from '../files/remove-tree.ts';
import { REPORT } from '../plan/settings.ts';
import type { Result } from '../process/commands.ts';
import { UsageError } from '../text/usage-error.ts';
import type { Ground } from './ground.ts';
import { type Measured, measure } from './measure.ts';
import type { Run } from './runs.ts';

/** What a run of the project has taken, and what for. */
export interface MeasuredRun extends Measured {
  /** cells that it has played */
  readonly cells: number;
}

/**
 * @param bySplit whether to find out who has used the CPU
 * @throws UsageError where the run fails, or is no self-check where it is to be one: then it has measured another thing
 */
export async function measureRun(
  ground: Ground,
  name: string,
  run: Run,
  bySplit: boolean,
): Promise<MeasuredRun> {
  try {
    const { measured, result } = await measure(ground.commands, run, run.folder, bySplit);
    if (result.code !== 0) throw new UsageError(`${name} has failed: ${lastWords(result)}`);
    const report = readIfThere(join(run.report, REPORT));
    const cells = report === undefined ? recordedCells(result.stdout) : verifiedCells(report, run);
    return { ...measured, cells };
  } finally {
    removeTree(run.folder);
  }
}

/** The last line of what a failed program has said. */
export function lastWords({ code, stdout, stderr }: Result): string {
  const said = stderr.trim() || stdout.trim();
  return said.split('\n').at(-1) || `exit code ${code}`;
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
