import type { FloorName, PartName, RunName } from './part-names.ts';
import type { Summary } from './summary.ts';

/** The parts that were measured. */
export type Summaries = ReadonlyMap<PartName, Summary>;

/** What a run is held against: its programs alone. A second recording starts what the first does. */
export const FLOOR_OF: Readonly<Partial<Record<RunName, FloorName>>> = {
  record: 'floor',
  're-record': 'floor',
  'self-check': 'self-check-floor',
  'verify-one': 'verify-floor',
};

/** What is wanted, and what there is. */
export interface Goal {
  readonly what: string;
  /** undefined where what it takes was not measured */
  readonly measured: number | undefined;
  /** the most that it may be */
  readonly limit: number;
  /** with a blank before it, where there is any */
  readonly unit: string;
}

const MB = 1e6;

/** The goals, which are of a machine with two cores. */
export function goalsOf(summaries: Summaries): Goal[] {
  const ratio = (part: RunName, limit: number): Goal => ({
    what: `wall of ${part} / ${FLOOR_OF[part]}`,
    measured: ratioToFloor(summaries, part, 'wall'),
    limit,
    unit: '',
  });
  const memory = summaries.get('memory')?.rss;
  return [
    ratio('record', 1.3),
    ratio('re-record', 1.3),
    ratio('self-check', 1.4),
    {
      what: 'CPU a cell of releases that are recorded and not installed',
      measured: costOfMore(summaries),
      limit: 1,
      unit: ' ms',
    },
    { what: 'wall of one-case', measured: summaries.get('one-case')?.wall, limit: 1.5, unit: ' s' },
    {
      what: 'memory of all processes at 30 releases (RSS)',
      measured: memory === undefined ? undefined : memory / MB,
      limit: 700,
      unit: ' MB',
    },
  ];
}

/** How much more a run takes than its programs alone; undefined where one of both was not measured. */
export function ratioToFloor(summaries: Summaries, part: PartName, of: 'wall' | 'cpu'): number | undefined {
  const floor = floorNameOf(part);
  const [own, alone] = [summaries.get(part)?.[of], floor && summaries.get(floor)?.[of]];
  return own === undefined || alone === undefined ? undefined : own / alone;
}

/** A recording by one shell is held against that by several, too. */
function floorNameOf(part: PartName): FloorName | undefined {
  return part === 'serial' ? 'floor' : (FLOOR_OF as Partial<Record<PartName, FloorName>>)[part];
}

/** CPU of each cell that comes with releases of which only the baselines are there, milliseconds. */
function costOfMore(summaries: Summaries): number | undefined {
  const [few, more] = [summaries.get('verify-few'), summaries.get('verify-more')];
  if (few?.cells === undefined || more?.cells === undefined || more.cells === few.cells) return undefined;
  return (1000 * (more.cpu - few.cpu)) / (more.cells - few.cells);
}
