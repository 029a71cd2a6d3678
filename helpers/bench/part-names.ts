/** What can be profiled: runs of Vitest. */
export const PROFILED = [
  'record',
  're-record',
  'self-check',
  'verify-one',
  'verify-all',
  'verify-few',
  'verify-more',
  'one-case',
] as const;
export type ProfiledName = (typeof PROFILED)[number];

/** What can be measured, in the order in which a round does it and the report tells it. */
export const PART_NAMES = [
  'floor',
  'serial',
  'record',
  're-record',
  'self-check-floor',
  'self-check',
  'verify-floor',
  'verify-one',
  'verify-all',
  'verify-few',
  'verify-more',
  'one-case',
  'memory',
] as const;
export type PartName = (typeof PART_NAMES)[number];

export function isPart(name: string): name is PartName {
  return PART_NAMES.some((known) => known === name);
}
