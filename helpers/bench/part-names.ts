/** Runs of Vitest on the project: what can be profiled. */
export const RUNS = [
  'record',
  're-record',
  'self-check',
  'verify-one',
  'verify-all',
  'verify-few',
  'verify-more',
  'one-case',
  'memory',
] as const;
export type RunName = (typeof RUNS)[number];

/** What a run starts, started by plain shells. */
export const FLOORS = ['floor', 'serial', 'self-check-floor', 'verify-floor'] as const;
export type FloorName = (typeof FLOORS)[number];

export type PartName = RunName | FloorName;

/** What can be measured, in the order in which a round does it and the report tells it, with what it is. */
export const PARTS: Readonly<Record<PartName, string>> = {
  floor: 'the programs of a recording alone, started by as many shells as there are cores',
  serial: 'the same by one shell',
  record: 'recording with every installed release where nothing is recorded',
  're-record': 'the same where everything is recorded',
  'self-check-floor': 'the programs of a self-check alone, as in floor',
  'self-check': 'every installed release against its own baselines',
  'verify-floor': 'the programs of verify-one alone; what the stand-in starts is a part of it',
  'verify-one': 'verifying the stand-in, by the baselines of one release',
  'verify-all': 'verifying the stand-in, by the baselines of all recorded releases',
  'verify-few': 'verifying the stand-in with two references, by their baselines',
  'verify-more': 'verifying the stand-in with two references, by the baselines of all recorded releases',
  'one-case': 'a self-check of one case of the suite commit',
  memory: 'verify-all with so many made-up releases that there are 30',
};

export const PART_NAMES = Object.keys(PARTS) as PartName[];

export function isPart(name: string): name is PartName {
  return PART_NAMES.some((known) => known === name);
}

export function isFloor(part: PartName): part is FloorName {
  return FLOORS.some((name) => name === part);
}
