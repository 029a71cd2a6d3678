import { readFileSync } from 'node:fs';
import { guard } from './guardian.ts';
import { Starter, type StarterLimits } from './starter.ts';

/** The starters of this process by their limits: state of the module, as they are the process's. */
const starters = new Map<string, Promise<Starter>>();

let fileLimit: number | undefined;

/**
 * Limits how long a file may become that is written by any program which this process runs from now on: the kernel ends
 * who goes on with SIGXFSZ (RLIMIT_FSIZE, setrlimit(2)).
 *
 * @param bytes of the file's length, holes included; a lower limit that nobody may raise stays
 * @throws Error where there is no prlimit (util-linux)
 */
export async function limitFileSize(bytes: number): Promise<void> {
  fileLimit = Math.min(bytes, hardLimit());
  await starterWith(undefined);
}

/** In /proc/self/limits (proc(5)): name, soft limit, hard limit, unit. */
function hardLimit(): number {
  const hard = /^Max file size +\S+ +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
  return hard === undefined ? Number.POSITIVE_INFINITY : Number(hard);
}

/**
 * The starter whose programs have some limits, which are set once on it and inherited: before each program they would take
 * one more. One that has died is replaced.
 *
 * @param memory bytes of address space; undefined: unlimited
 * @throws Error where it cannot be started
 */
export async function starterWith(memory: number | undefined): Promise<Starter> {
  const key = `${memory} ${fileLimit}`;
  for (;;) {
    const known = starters.get(key) ?? begin(key, { memory, file: fileLimit });
    const starter = await known;
    if (starter.isAlive) return starter;
    // Whoever else has found it dead may have begun another.
    if (starters.get(key) === known) starters.delete(key);
  }
}

/** Has the starters of this process end: for who runs nothing for a while. What is run later gets another. */
export async function endStarters(): Promise<void> {
  for (const starter of starters.values()) (await starter).end();
}

function begin(key: string, limits: StarterLimits): Promise<Starter> {
  const starter = guard().then(() => Starter.start(limits));
  starters.set(key, starter);
  starter.catch(() => starters.delete(key));
  return starter;
}
