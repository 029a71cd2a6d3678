import { groupBy } from '../files/group-by.ts';

/** The CPU of one Node process without what it has started, as preload/usage.mjs writes it; seconds. */
export interface Usage {
  readonly role: string;
  readonly pid: number;
  readonly user: number;
  readonly system: number;
}

/** @param text a line of JSON for each process */
export function parseUsage(text: string): Usage[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Usage);
}

/** What the rest is called: whatever is no Node process, qemu-img above all. */
export const PROGRAMS = 'programs';

/** The parts that are told last; others, as processes that start programs, go between. */
const LAST = ['workers', 'main'];

/**
 * Splits the CPU of a run by who has used it.
 *
 * @param total of the run with all its processes, seconds
 * @param usages in the order in which they were told: of a process the last one counts
 * @param lastSeen process id -> CPU when it was last looked at, seconds: counts for who was killed before it could tell
 * @returns part -> seconds
 */
export function byPart(
  total: number,
  usages: readonly Usage[],
  lastSeen: ReadonlyMap<number, number> = new Map(),
): Map<string, number> {
  const last = [...new Map(usages.map((usage) => [usage.pid, usage])).values()];
  const roles = groupBy(last, ({ role }) => role);
  const others = [...roles.keys()].filter((role) => !LAST.includes(role)).sort();
  const parts = new Map<string, number>();
  for (const role of [PROGRAMS, ...others, ...LAST]) {
    const processes = roles.get(role) ?? [];
    const used = processes.map(({ pid, user, system }) => Math.max(user + system, lastSeen.get(pid) ?? 0));
    if (role === PROGRAMS || processes.length > 0) parts.set(role, sum(used));
  }
  // Both are rounded, and a process may have been asked a moment before its end.
  return parts.set(PROGRAMS, Math.max(0, total - sum([...parts.values()])));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
