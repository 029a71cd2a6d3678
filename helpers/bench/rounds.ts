import type { Ground } from './ground.ts';
import { type PartName, PROFILED, type ProfiledName } from './part-names.ts';
import { prepareRun } from './runs.ts';
import type { Sample } from './summary.ts';
import { measureRun } from './vitest-run.ts';

/**
 * Measures every part once, then every part once more: so that what drifts on a machine hits all alike.
 *
 * @param tell is told what is being measured, and what has come of it
 */
export async function measureRounds(
  ground: Ground,
  parts: readonly PartName[],
  rounds: number,
  tell: (line: string) => void,
): Promise<Map<PartName, Sample[]>> {
  const samples = new Map<PartName, Sample[]>();
  for (let round = 1; round <= rounds; round++) {
    for (const part of parts) {
      const sample = await measurePart(part, ground);
      tell(
        `round ${round} of ${rounds}: ${part} ${sample.wall.toFixed(1)} s, CPU ${sample.cpu.toFixed(1)} s`,
      );
      samples.set(part, [...(samples.get(part) ?? []), sample]);
    }
  }
  return samples;
}

async function measurePart(part: PartName, ground: Ground): Promise<Sample> {
  if (!isRun(part)) throw new Error(`${part}: not yet`);
  const run = await prepareRun(part, ground);
  return await measureRun(ground.commands, part, run, ground.folder);
}

function isRun(part: PartName): part is ProfiledName {
  return PROFILED.some((name) => name === part);
}
