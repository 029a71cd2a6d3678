import { type Floor, measureFloor, traceFloor } from './floor.ts';
import type { Ground } from './ground.ts';
import { type FloorName, isFloor, type PartName, type RunName } from './part-names.ts';
import { prepareRun } from './runs.ts';
import type { Sample } from './summary.ts';
import { measureRun } from './vitest-run.ts';

/** Of which run something is the floor, and in how many shells: one for each core, or one. */
export const RUN_OF: Readonly<Record<FloorName, { readonly run: RunName; readonly serial?: boolean }>> = {
  floor: { run: 'record' },
  serial: { run: 'record', serial: true },
  'self-check-floor': { run: 'self-check' },
  'verify-floor': { run: 'verify-one' },
};

/** What was measured. */
export interface Measurements {
  readonly samples: ReadonlyMap<PartName, readonly Sample[]>;
  /** one more run of each, in which it was asked who uses the CPU */
  readonly splits: ReadonlyMap<PartName, Sample>;
  /** what runs start, where that was traced for a floor */
  readonly floors: ReadonlyMap<RunName, Floor>;
}

/**
 * Measures every part once, then every part once more: so that what drifts on a machine hits all alike. What floors are
 * made of is found out before the first round.
 *
 * @param tell is told what is being done, and what has come of it
 */
export async function measureRounds(
  ground: Ground,
  parts: readonly PartName[],
  rounds: number,
  tell: (line: string) => void,
): Promise<Measurements> {
  const floors = new Map<RunName, Floor>();
  for (const part of parts.filter(isFloor)) {
    const { run } = RUN_OF[part];
    if (floors.has(run)) continue;
    tell(`tracing ${run} for its floor`);
    const floor = await traceFloor(ground, run, await prepareRun(run, ground));
    floors.set(run, floor);
    tell(`tracing ${run}: ${floor.programs} programs, which end alike when they are started alone`);
  }
  const samples = new Map<PartName, Sample[]>();
  for (let round = 1; round <= rounds; round++) {
    for (const part of parts) {
      const sample = await measurePart(part, ground, floors);
      tell(
        `round ${round} of ${rounds}: ${part} ${sample.wall.toFixed(1)} s, CPU ${sample.cpu.toFixed(1)} s`,
      );
      samples.set(part, [...(samples.get(part) ?? []), sample]);
    }
  }
  const splits = new Map<PartName, Sample>();
  for (const part of parts) {
    if (isFloor(part)) continue;
    tell(`once more, by who uses the CPU: ${part}`);
    splits.set(part, await measureRun(ground, part, await prepareRun(part, ground), true));
  }
  return { samples, splits, floors };
}

async function measurePart(
  part: PartName,
  ground: Ground,
  floors: ReadonlyMap<RunName, Floor>,
): Promise<Sample> {
  if (!isFloor(part)) return measureRun(ground, part, await prepareRun(part, ground), false);
  const { run, serial } = RUN_OF[part];
  const floor = floors.get(run);
  if (floor === undefined) throw new Error(`${run} was not traced`);
  return measureFloor(ground, floor, serial ? 1 : ground.cores);
}
