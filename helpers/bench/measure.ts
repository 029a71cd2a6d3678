import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { readIfThere } from '../files/read.ts';
import type { Commands, Result } from '../process/commands.ts';
import { OWN_MARK } from '../process/mark.ts';
import { Cgroup } from './cgroup.ts';
import { ownState } from './processes.ts';
import { byPart, parseUsage } from './usage.ts';
import { type Memory, Watch } from './watch.ts';

/** What a run has taken. */
export interface Measured {
  /** seconds */
  readonly wall: number;
  /** user and system time of all processes of the run, seconds */
  readonly cpu: number;
  /** who has used the CPU -> seconds; nobody where that was not asked */
  readonly parts: ReadonlyMap<string, number>;
  readonly memory: Memory;
}

/** How long what ends with a run may take to do so, milliseconds. */
const FAREWELL = 300;

/** A command line with what it is to find in its environment. */
export interface Job {
  readonly argv: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** variables of this process's own that it is not to find, or all of them; default: none */
  readonly without?: readonly string[] | 'all';
  readonly cwd: string;
}

/** Runs a job as it is. */
export function start(commands: Commands, { argv, env = {}, without = [], cwd }: Job): Promise<Result> {
  // The mark is what programs are known by that are to end with this process.
  const unset = without === 'all' ? ['-i', OWN_MARK] : without.flatMap((name) => ['-u', name]);
  const set = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  // zx starts it from a shell, which is to make room for it and not to be counted.
  return commands.run(['exec', 'env', ...unset, ...set, ...argv], cwd);
}

/**
 * Runs a job and measures it, with everything that it starts. Nothing else may be started meanwhile: its CPU would be
 * counted too, as it is known of all children of this process together.
 *
 * @param folder where Node processes of the job leave what they know of themselves
 * @param bySplit whether they are asked who has used the CPU, which takes a tenth of it itself
 */
export async function measure(
  commands: Commands,
  job: Job,
  folder: string,
  bySplit: boolean,
): Promise<{ readonly measured: Measured; readonly result: Result }> {
  const file = join(mkdtempSync(join(folder, 'usage-')), 'usage.jsonl');
  const group = Cgroup.make();
  const watch = new Watch();
  const before = ownState().ended;
  const begun = performance.now();
  const whole = bySplit ? preloading(job, 'usage', { file }) : job;
  const result = await start(commands, group ? { ...whole, argv: group.around(whole.argv) } : whole);
  const wall = (performance.now() - begun) / 1000;
  await sleep(FAREWELL);
  // Who starts programs ends after its owner, so that nobody waits for it, and its programs are known to the cgroup alone.
  const cpu = group?.cpu ?? ownState().ended - before;
  group?.remove();
  const { memory, cpu: lastSeen } = watch.stop();
  const parts = bySplit ? byPart(cpu, parseUsage(readIfThere(file) ?? ''), lastSeen) : new Map();
  return { measured: { wall, cpu, parts, memory }, result };
}

/** A job in whose Node processes a module of preload/ is there before all others. */
export function preloading(job: Job, name: string, query: Readonly<Record<string, string>>): Job {
  const url = pathToFileURL(join(import.meta.dirname, 'preload', `${name}.mjs`));
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return { ...job, env: { ...job.env, NODE_OPTIONS: `--import=${url.href}` } };
}
