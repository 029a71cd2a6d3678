import type { Floor } from './floor.ts';
import { FLOOR_OF, goalsOf } from './goals.ts';
import { goalsTable } from './goals-table.ts';
import { PART_NAMES, type PartName, type RunName } from './part-names.ts';
import { partsTable } from './parts-table.ts';
import { resultsTable } from './results-table.ts';
import { type Measurements, RUN_OF } from './rounds.ts';
import { summarize } from './summary.ts';

/** Lines that tell what was measured. */
export function reportLines({ samples, splits, floors }: Measurements): string[] {
  const summaries = new Map([...samples].map(([part, all]) => [part, summarize(all)] as const));
  return [
    ...resultsTable(summaries, programsOf(floors)),
    '',
    ...partsTable(splits),
    '',
    ...goalsTable(goalsOf(summaries)),
    ...[...floors].flatMap(([run, floor]) => ['', othersLine(run, floor)]),
  ];
}

/** How many programs each part starts, as far as that was traced. */
function programsOf(floors: ReadonlyMap<RunName, Floor>): Map<PartName, number> {
  const runs: Partial<Record<PartName, RunName>> = Object.fromEntries([
    ...Object.entries(RUN_OF).map(([floor, { run }]) => [floor, run]),
    ...Object.entries(FLOOR_OF).map(([run, floor]) => [run, RUN_OF[floor].run]),
  ]);
  return new Map(
    PART_NAMES.flatMap((part) => {
      const run = runs[part];
      const floor = run && floors.get(run);
      return floor ? [[part, floor.programs] as const] : [];
    }),
  );
}

function othersLine(run: RunName, { trace }: Floor): string {
  const others = [...trace.others].sort(([, a], [, b]) => b - a).map(([name, count]) => `${count} x ${name}`);
  return `${run} also starts, which is what it adds and no part of its floor: ${others.join(', ')}`;
}
